/** The wire and the timeline of a request, packed and read again. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ChunkTrack } from "../base/chunk-track.ts";
import type { AttemptHeads } from "../contract/request-wire.ts";
import { createRedactor } from "../base/redact.ts";
import { packTimeline, unpackTimeline } from "./stored-timeline.ts";
import { packWire, unpackWire } from "./stored-wire.ts";

const secret = "provider-secret-0123456789";
const redact = createRedactor([secret]);
const client = { requestHeaders: " accept: */*\n", status: 200, responseHeaders: "" };

function headsOf(more: Partial<AttemptHeads>): AttemptHeads {
  const heads = {
    index: 0,
    method: "POST",
    url: "http://up/v1",
    requestHeaders: "",
    status: 200,
    responseHeaders: "",
    isUntouched: false,
  };
  return { ...heads, requestBytes: 0, responseBytes: 0, ...more };
}

describe("the wire", () => {
  const asked = JSON.stringify({ model: "alias", messages: [{ role: "user", content: "long text ".repeat(5000) }] });
  const sent = asked.replace('"alias"', '"upstream"');
  const kept = { request: Buffer.from(asked), response: Buffer.from("same answer") };
  const heads = headsOf({ requestBytes: sent.length, responseBytes: 11 });
  const packed = packWire({ client, attempts: [heads] }, [Buffer.from(sent), Buffer.from("same answer")], kept, redact);

  it("comes back as it was, and what is the client's own is not kept twice", () => {
    const [attempt] = unpackWire(packed, kept).attempts;
    expect(attempt?.requestBody).toEqual({ text: sent, bytes: sent.length, isCut: false, isSame: false });
    expect(attempt?.responseBody).toEqual({ text: null, bytes: 11, isCut: false, isSame: true });
  });

  it("takes next to no room where it repeats what the client sent", () => {
    expect(packed.length).toBeLessThan(400);
  });

  it("holds no secret, in no header and no body", () => {
    const leaky = headsOf({ url: `http://up/${secret}`, responseHeaders: ` server: ${secret}\n` });
    const bytes = [Buffer.from(`asked with ${secret}`), Buffer.from(`refused ${secret}`)];
    const none = { request: null, response: null };
    const text = JSON.stringify(unpackWire(packWire({ client, attempts: [leaky] }, bytes, none, redact), none));
    expect(text).not.toContain(secret);
    expect(text.match(/\[redacted\]/g)).toHaveLength(4);
  });

  it("gives headers by their names, also of rows that hold them as records", () => {
    const none = { request: null, response: null };
    const texts = headsOf({
      requestHeaders: " host: a:1\n accept: x: y\n",
      responseHeaders: " __proto__: z\n empty: \n",
    });
    const bytes = packWire({ client, attempts: [texts] }, [null, null], none, redact);
    const wire = unpackWire(bytes, none);
    expect(wire.client.requestHeaders).toEqual({ accept: "*/*" });
    expect(wire.attempts[0]?.requestHeaders).toEqual({ host: "a:1", accept: "x: y" });
    expect(Object.entries(wire.attempts[0]?.responseHeaders ?? {})).toEqual([
      ["__proto__", "z"],
      ["empty", ""],
    ]);
    const earlier = bytes.toString("utf8").replace('" host: a:1\\n accept: x: y\\n"', '{"host":"a:1"}');
    expect(unpackWire(Buffer.from(earlier), none).attempts[0]?.requestHeaders).toEqual({ host: "a:1" });
  });

  it("holds no name either that looks like a key", () => {
    const none = { request: null, response: null };
    const named = headsOf({ requestHeaders: " accept: a\n sk-0123456789abcdefghij: b\n" });
    const wire = unpackWire(packWire({ client, attempts: [named] }, [null, null], none, redact), none);
    expect(wire.attempts[0]?.requestHeaders).toEqual({ accept: "a", "[redacted]": "b" });
  });

  it("says of a body that it was cut, or that it is not kept", () => {
    const cut = headsOf({ requestBytes: 100, responseBytes: 50 });
    const none = { request: null, response: null };
    const [attempt] = unpackWire(
      packWire({ client, attempts: [cut] }, [Buffer.from("abc"), null], none, redact),
      none,
    ).attempts;
    expect(attempt?.requestBody).toEqual({ text: "abc", bytes: 100, isCut: true, isSame: false });
    expect(attempt?.responseBody).toEqual({ text: null, bytes: 50, isCut: false, isSame: false });
  });
});

describe("the timeline", () => {
  let track: ChunkTrack;
  beforeAll(() => {
    track = new ChunkTrack();
    for (const [at, bytes] of [
      [0.1, 5],
      [20.2, 300],
      [99_999.9, 70_000],
    ] as const)
      track.add(at, bytes);
  });
  afterAll(() => expect(packTimeline([null, null, null])).toBeNull());

  it("comes back to the tenth of a millisecond", () => {
    const packed = packTimeline([track.raw(), null, track.raw()]);
    const { fromProvider, toClient, waits } = unpackTimeline(packed ?? Buffer.alloc(0));
    expect(fromProvider).toEqual({ times: [0.1, 20.2, 99_999.9], sizes: [5, 300, 70_000], grainMs: 0 });
    expect(toClient.times).toEqual([]);
    expect(waits.sizes).toEqual([0.5, 30, 7000]);
  });

  it("takes about three bytes a piece", () => {
    const long = new ChunkTrack();
    for (let index = 0; index < 1000; index++) long.add(index * 20, 180);
    expect(packTimeline([long.raw()])?.length).toBeLessThan(4100);
  });
});
