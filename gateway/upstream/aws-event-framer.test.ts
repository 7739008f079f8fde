import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitMessages } from "../base/aws-event-bytes.ts";
import { awsEvent, frame } from "./__fixtures__/aws-message.ts";
import { AwsEventFramer } from "./aws-event-framer.ts";

const text = fc.string({ unit: fc.constantFrom("a", "한", "🙂", "\n", '"', "\0"), maxLength: 40 });

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [...new Set(cuts.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((start, index) => bytes.subarray(start, at[index] ?? bytes.length));
}

describe("AwsEventFramer", () => {
  it("gives the same bytes and the same messages for every split", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("contentBlockDelta", "metadata"), text), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (events, cuts) => {
          const bytes = Buffer.concat(events.map(([name, value]) => awsEvent(name, { value })));
          const framer = new AwsEventFramer(1 << 20);
          const runs = cut(bytes, cuts).flatMap((chunk) => framer.push(chunk) ?? []);
          expect(Buffer.concat(runs).equals(bytes)).toBe(true);
          expect(
            runs.flatMap(splitMessages).map(({ name, payload }) => [name, JSON.parse(payload.toString())] as unknown),
          ).toEqual(events.map(([name, value]) => [name, { value }]));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("never hands out half a message, and drops the half that a cut stream leaves", () => {
    const message = awsEvent("messageStart", { role: "assistant" });
    const framer = new AwsEventFramer(1000);
    for (const byte of message.subarray(0, -1)) expect(framer.push(Buffer.from([byte]))).toBeNull();
    expect(framer.push(message.subarray(-1))?.equals(message)).toBe(true);
    expect(framer.push(message.subarray(0, 20))).toBeNull();
    expect(framer.flush()).toBeNull();
    expect(framer.push(message)?.equals(message)).toBe(true);
  });

  it("fails as soon as a message says that it is too large, before it is held", () => {
    const large = frame(Buffer.alloc(0), Buffer.alloc(2000));
    expect(() => new AwsEventFramer(1000).push(large.subarray(0, 12))).toThrow("One event is larger than 1000 bytes.");
  });

  it("fails on bytes that are no event stream", () => {
    expect(() => new AwsEventFramer(1000).push(Buffer.from("<html><body>Bad gateway</body>"))).toThrow(RangeError);
  });

  it("reads a megabyte message that comes byte by byte in linear time", () => {
    const message = frame(Buffer.alloc(0), Buffer.alloc(200_000, 0x20));
    const framer = new AwsEventFramer(1 << 20);
    const startedAt = performance.now();
    let run: Buffer | null = null;
    for (let at = 0; at < message.length; at++) run = framer.push(message.subarray(at, at + 1));
    expect(run?.length).toBe(message.length);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
