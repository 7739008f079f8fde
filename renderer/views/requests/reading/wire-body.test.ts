import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCutJson } from "./cut-json.ts";
import { prettyJson } from "./pretty-json.ts";
import { readWire } from "./wire-body.ts";

describe("a stored body", () => {
  it("is told apart by its bytes: nothing, JSON, events, lines, text", () => {
    expect(readWire(null)).toEqual({ kind: "none" });
    expect(readWire(" \n")).toEqual({ kind: "none" });
    expect(readWire('{"a": 1}')).toEqual({ kind: "whole", value: { a: 1 }, isCut: false });
    expect(readWire('{"a":1}\n{"a":2}\n')).toEqual({ kind: "events", events: [{ a: 1 }, { a: 2 }] });
    expect(readWire("1\n00:00 --> 00:01\nHello")).toEqual({ kind: "text", text: "1\n00:00 --> 00:01\nHello" });
  });

  it.each(["\n", "\r\n", "\r"])(
    "reads events with any line ending, comments and the end mark passed over (%j)",
    (end) => {
      const lines = [": hello", "event: a", 'data: {"a":', "data: 1}", "", 'data:{"a":2}', "", "data: [DONE]", "", ""];
      expect(readWire(lines.join(end))).toEqual({ kind: "events", events: [{ a: 1 }, { a: 2 }] });
    },
  );

  it("keeps the events before a cut, and the lines before one", () => {
    expect(readWire('data: {"a":1}\n\ndata: {"a"')).toEqual({ kind: "events", events: [{ a: 1 }] });
    expect(readWire('{"a":1}\n{"a":2}\n{"a')).toEqual({ kind: "events", events: [{ a: 1 }, { a: 2 }] });
  });

  it("takes JSON cut at any character for as much of it as was kept", () => {
    const whole = {
      messages: [{ role: "user", content: 'say "hi" 안녕 \\ \u00e9' }, { n: [1.5, true, null] }],
      x: "y",
    };
    const text = JSON.stringify(whole);
    for (let end = 1; end < text.length; end++) {
      const wire = readWire(text.slice(0, end));
      if (wire.kind !== "whole") throw new Error(`cut at ${end} is ${wire.kind}`);
      expect(wire.isCut).toBe(true);
      expect(JSON.stringify(wire.value).length).toBeLessThanOrEqual(text.length);
    }
    expect(parseCutJson(text.slice(0, text.indexOf("안녕") + 1))).toEqual({
      messages: [{ role: "user", content: 'say "hi" 안' }],
    });
    expect(parseCutJson('{"a":"x\\u00')).toEqual({ a: "x" });
    expect(parseCutJson('{"a":12')).toEqual({});
    expect(parseCutJson('{"__proto__":{"x":1},"b"')).toEqual(JSON.parse('{"__proto__":{"x":1}}'));
  });

  it("never throws, also for JSON nested deeper than the stack", () => {
    expect(() => readWire("[".repeat(200_000))).not.toThrow();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: "binary" })), (text) => void readWire(text)),
    );
    fc.assert(fc.property(fc.json(), fc.nat(), (text, end) => void readWire(text.slice(0, end % (text.length + 1)))));
  });
});

describe("JSON made readable", () => {
  it("changes white space alone: numbers, escapes and order stay as written", () => {
    const text = '{"id":12345678901234567890,"t":"a\\u00e9{,}","e":{},"l":[],"n":[1.0,{"x":null}]}';
    expect(prettyJson(text)).toBe(
      '{\n  "id": 12345678901234567890,\n  "t": "a\\u00e9{,}",\n  "e": {},\n  "l": [],\n  "n": [\n    1.0,\n    {\n      "x": null\n    }\n  ]\n}',
    );
  });

  it("agrees with the standard printer for any JSON", () => {
    fc.assert(
      fc.property(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())), (value) => {
        expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it("leaves half a JSON, and what is none, as it is", () => {
    expect(prettyJson('{"city":"서')).toBe('{"city":"서');
    expect(prettyJson("*** Begin Patch")).toBe("*** Begin Patch");
  });
});
