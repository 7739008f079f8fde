import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readElements, replaceValue, spliceObject } from "./json-splice.ts";

const none = new Set<string>();

describe("spliceObject", () => {
  it("keeps numbers, escapes and spacing of values nobody asked to change", () => {
    const body = Buffer.from(
      '{"model": "a", "temperature": 1.0, "seed": 12345678901234567890, "x": "\\u00e9\\"", "n":{"a" : [1, 2]}}',
    );
    const out = spliceObject(body, new Map([["model", '"b"']]), none).toString();
    expect(out).toBe(
      '{"model": "b","temperature": 1.0,"seed": 12345678901234567890,"x": "\\u00e9\\"","n":{"a" : [1, 2]}}',
    );
  });

  it("sets a repeated key once and lets the last value of other repeated keys win as before", () => {
    const out = spliceObject(
      Buffer.from('{"model":"x","a":1,"model":"y","a":2}'),
      new Map([["model", '"z"']]),
      none,
    ).toString();
    expect(out).toBe('{"a":1,"model":"z","a":2}');
  });

  it("parses to the intended object for any object, edit and layout", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.string(),
        fc.jsonValue(),
        fc.boolean(),
        (object, key, value, pretty) => {
          const bytes = Buffer.from(JSON.stringify(object, null, pretty ? 2 : 0));
          const removed = Object.keys(object).find((name) => name !== key) ?? "nothing";
          const out = JSON.parse(
            spliceObject(bytes, new Map([[key, JSON.stringify(value)]]), new Set([removed])).toString(),
          ) as unknown;
          const wanted = new Map(Object.entries(JSON.parse(JSON.stringify(object)) as object)); // JSON has no -0
          wanted.delete(removed);
          wanted.set(key, JSON.parse(JSON.stringify(value)));
          expect(new Map(Object.entries(out as object))).toEqual(wanted);
        },
      ),
    );
  });
});

describe("replaceValue", () => {
  it("touches no byte outside the value", () => {
    const body = Buffer.from(' {"id" : 1, "model":"up/stream" ,"choices":[{"model":"inner"}]}\n');
    expect(replaceValue(body, "model", '"alias"').toString()).toBe(
      ' {"id" : 1, "model":"alias" ,"choices":[{"model":"inner"}]}\n',
    );
  });

  it("returns the same bytes when the key is absent", () => {
    const body = Buffer.from('{"a":1}');
    expect(replaceValue(body, "model", '"x"')).toBe(body);
  });
});

describe("readElements", () => {
  it("gives every element's own bytes, whatever stands between them", () => {
    const raw = readElements(Buffer.from(' [ 1.0 ,"a]\\",",{"b" : [2]} ,[ ], null] ')).map(String);
    expect(raw).toEqual(["1.0", '"a]\\","', '{"b" : [2]}', "[ ]", "null"]);
    expect(readElements(Buffer.from("[ ]"))).toEqual([]);
  });

  it("parses to the list for any list and layout", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.boolean(), (list, pretty) => {
        const bytes = Buffer.from(JSON.stringify(list, null, pretty ? 2 : 0));
        const read = readElements(bytes).map((raw) => JSON.parse(raw.toString()) as unknown);
        expect(JSON.stringify(read)).toBe(JSON.stringify(list));
      }),
    );
  });
});
