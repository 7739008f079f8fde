/** Schemas as tools write them, and as Gemini takes them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanSchema } from "./clean-schema.ts";

describe("cleanSchema", () => {
  it("puts what a reference names into its place, and ends a reference to itself in an open object", () => {
    const schema = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: { root: { $ref: "#/$defs/Node", description: "where to begin" } },
      $defs: {
        Node: { type: "object", properties: { name: { type: "string" }, next: { $ref: "#/$defs/Node" } } },
      },
    };
    expect(cleanSchema(schema)).toEqual({
      type: "object",
      properties: {
        root: {
          type: "object",
          description: "where to begin",
          properties: { name: { type: "string" }, next: { type: "object" } },
        },
      },
    });
  });

  it.each<[string, Record<string, unknown>, unknown]>([
    ["a type that may be null", { type: ["string", "null"] }, { type: "string", nullable: true }],
    ["several types", { type: ["string", "integer"] }, { anyOf: [{ type: "string" }, { type: "integer" }] }],
    ["an optional choice", { anyOf: [{ type: "number" }, { type: "null" }] }, { type: "number", nullable: true }],
    [
      "one of several",
      { oneOf: [{ type: "number" }, { const: "auto" }] },
      { anyOf: [{ type: "number" }, { type: "string", enum: ["auto"] }] },
    ],
    [
      "all of several",
      {
        allOf: [
          { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
          { properties: { b: { type: "integer" } } },
        ],
      },
      { type: "object", properties: { a: { type: "string" }, b: { type: "integer" } }, required: ["a"] },
    ],
    ["an enum of numbers", { type: "integer", enum: [1, 2] }, { type: "integer" }],
    ["an enum with null", { enum: ["a", null] }, { type: "string", enum: ["a"], nullable: true }],
    [
      "keywords that the API refuses",
      {
        type: "object",
        properties: { a: { type: "string", format: "uri", pattern: "^h" } },
        additionalProperties: false,
        $id: "x",
        required: ["a", "gone"],
      },
      { type: "object", properties: { a: { type: "string", pattern: "^h" } }, required: ["a"] },
    ],
    ["a list of anything", { type: "array" }, { type: "array", items: { type: "string" } }],
    [
      "a list of lists",
      { type: "array", items: { type: "array", items: { type: "number" } } },
      { type: "array", items: { type: "array", items: { type: "number" } } },
    ],
  ])("%s", (_what, schema, cleaned) => {
    expect(cleanSchema(schema)).toEqual(cleaned);
  });

  it("keeps a property that is called like a keyword", () => {
    const schema = {
      type: "object",
      properties: { $ref: { type: "string" }, type: { type: "string" }, __proto__x: {} },
    };
    expect(Object.keys(cleanSchema(schema)["properties"] as object)).toEqual(["$ref", "type", "__proto__x"]); // an object: put in above
  });

  it("stays small where references multiply what they name, and deep where a schema never ends", () => {
    const defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => {
        const next = { $ref: `#/$defs/d${at + 1}` };
        return [`d${at}`, { type: "object", properties: { a: next, b: next } }];
      }),
    );
    const cleaned = JSON.stringify(cleanSchema({ $ref: "#/$defs/d0", $defs: defs }));
    expect(cleaned.length).toBeLessThan(1_000_000);
    let deep: Record<string, unknown> = { type: "string" };
    for (let depth = 0; depth < 5000; depth++) deep = { type: "array", items: deep };
    expect(() => JSON.stringify(cleanSchema(deep))).not.toThrow();
  });

  it("survives any JSON, and lets through only what the API lists, nothing beside a choice", () => {
    const known = new Set(
      (
        "type format title description nullable enum maxItems minItems properties required minProperties maxProperties " +
        "minLength maxLength pattern example anyOf propertyOrdering default items minimum maximum"
      ).split(" "),
    );
    const check = (schema: Record<string, unknown>): void => {
      for (const key of Object.keys(schema)) expect(known).toContain(key);
      const { properties, items, anyOf } = schema as Record<string, Record<string, never>>; // as this room makes them
      if (anyOf !== undefined) expect(Object.keys(schema)).toEqual(["anyOf"]);
      for (const child of [...Object.values(properties ?? {}), ...Object.values(anyOf ?? {})]) check(child);
      if (items !== undefined) check(items);
    };
    const keyword = fc.constantFrom(
      ..."type enum anyOf oneOf allOf $ref $defs properties items required const description nullable".split(" "),
    );
    const { schema } = fc.letrec<{ schema: Record<string, unknown>; value: unknown }>((tie) => ({
      schema: fc.dictionary(keyword, tie("value"), { maxKeys: 4 }),
      value: fc.oneof(
        { depthSize: "small" },
        fc.jsonValue({ maxDepth: 2 }),
        fc.constantFrom("#", "#/$defs/string", "object", "array", "null"),
        tie("schema"),
        fc.array(tie("schema"), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie("schema"), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(schema, (written) => check(cleanSchema(written))),
      { numRuns: 1000 },
    );
  });
});
