import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  awsEvent,
  awsException,
  awsMessage,
  frame,
  headerName,
  textHeader,
} from "../upstream/__fixtures__/aws-message.ts";
import { messageLength, splitMessages } from "./aws-event-bytes.ts";

function read(run: Buffer): [string | null, string][] {
  return splitMessages(run).map(({ name, payload }) => [name, payload.toString()]);
}

describe("splitMessages", () => {
  it("reads the empty message that the specification prints, checksums and all", () => {
    // @source https://smithy.io/2.0/aws/amazon-eventstream.html, test vector `empty_message`
    const published = Buffer.from("000000100000000005c248eb7d98c8ff", "hex");
    expect(read(published)).toEqual([[null, "{}"]]);
    expect(frame(Buffer.alloc(0), Buffer.alloc(0)).equals(published)).toBe(true);
  });

  it("gives names and payloads of events and exceptions in their order", () => {
    const run = Buffer.concat([
      awsEvent("messageStart", { role: "assistant" }),
      awsException("throttlingException", { message: "느리게" }),
    ]);
    expect(read(run)).toEqual([
      ["messageStart", '{"role":"assistant"}'],
      ["throttlingException", '{"message":"느리게"}'],
    ]);
  });

  it("turns an error that has only headers into a payload, because a decoder sees nothing else", () => {
    const headers = { ":message-type": "error", ":error-code": "InternalError", ":error-message": 'It "broke".' };
    expect(read(awsMessage(headers, ""))).toEqual([["error", '{"code":"InternalError","message":"It \\"broke\\"."}']]);
  });

  it("passes over header values of every other type", () => {
    const sizes = [0, 0, 1, 2, 4, 8, null, null, 8, 16];
    const headers = sizes.flatMap((size, type) =>
      type === 7
        ? []
        : [
            headerName(`h${type}`),
            Buffer.from(size === null ? [type, 0, 3, 1, 2, 3] : [type, ...Array<number>(size).fill(9)]),
          ],
    );
    const run = frame(Buffer.concat([...headers, textHeader(":event-type", "named")]), Buffer.from("[1]"));
    expect(read(run)).toEqual([["named", "[1]"]]);
  });

  it("refuses every message with one changed bit, wherever it is", () => {
    const message = awsEvent("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "한" } });
    fc.assert(
      fc.property(fc.nat(message.length * 8 - 1), (bit) => {
        const damaged = Buffer.from(message);
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => splitMessages(damaged)).toThrow(RangeError);
      }),
      { numRuns: 300 },
    );
  });

  it("never fails in another way than with a RangeError, whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 64 }), (headers, payload) => {
        const bytes = [Buffer.from(headers), frame(Buffer.from(headers), Buffer.from(payload))];
        for (const run of bytes) {
          try {
            splitMessages(run);
          } catch (failure) {
            expect(failure).toBeInstanceOf(RangeError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("refuses a run that ends inside a message", () => {
    const message = awsEvent("messageStop", { stopReason: "end_turn" });
    expect(() => splitMessages(message.subarray(0, -1))).toThrow(RangeError);
  });
});

describe("messageLength", () => {
  it("is unknown before the twelve bytes of a prelude are here", () => {
    const message = awsEvent("x", {});
    expect(messageLength(message.subarray(0, 11), 0)).toBeNull();
    expect(messageLength(message.subarray(0, 12), 0)).toBe(message.length);
  });
});
