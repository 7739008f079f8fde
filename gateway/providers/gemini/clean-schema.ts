/**
 * A JSON Schema as the subset of OpenAPI's that Gemini's `Schema` takes; anything else in it is a 400 there.
 *
 * Rules: `$ref` is replaced by what it names, and becomes an open object when it names itself again; `const` becomes a
 * one-word `enum`; `oneOf` becomes `anyOf`; `allOf` is merged; `null` among the types becomes `nullable`; a choice stands
 * alone, and goes where properties stand beside it; an `enum` of anything but texts, `additionalProperties`, formats and
 * keywords that the API does not list are left out.
 * Law: total and bounded for any JSON (see clean-schema.test.ts).
 * @source https://ai.google.dev/api/caching#Schema
 */
import { isRecord } from "../../base/json-shape.ts";

type Schema = Readonly<Record<string, unknown>>;
type Cleaned = Record<string, unknown>;

const maxDepth = 32;
/** References may multiply what they name; a schema that grows past this is cut to open objects. */
const maxNodes = 5000;

const plainKeywords = [
  "title",
  "description",
  "default",
  "example",
  "maxItems",
  "minItems",
  "minProperties",
  "maxProperties",
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "maximum",
  "nullable",
] as const;
const formats: ReadonlySet<unknown> = new Set(["date-time", "enum", "int32", "int64", "float", "double"]);

export function cleanSchema(schema: Schema): Cleaned {
  return new Cleaner(schema).clean(schema, [], 0);
}

class Cleaner {
  readonly #root: Schema;
  #nodesLeft = maxNodes;

  constructor(root: Schema) {
    this.#root = root;
  }

  /** @param open  references being replaced right now */
  clean(written: unknown, open: readonly string[], depth: number): Cleaned {
    if (!isRecord(written) || depth > maxDepth || --this.#nodesLeft < 0) return { type: "object" };
    const reference = written["$ref"];
    if (typeof reference === "string") return this.#follow(written, reference, open, depth);
    const schema = merged(written, depth);
    const cleaned: Cleaned = {};
    for (const keyword of plainKeywords) if (schema[keyword] !== undefined) cleaned[keyword] = schema[keyword];
    if (formats.has(schema["format"])) cleaned["format"] = schema["format"];
    setType(cleaned, schema);
    setEnum(cleaned, schema);
    this.#setChildren(cleaned, schema, open, depth);
    return this.#chosen(cleaned, schema, open, depth);
  }

  #follow(schema: Schema, reference: string, open: readonly string[], depth: number): Cleaned {
    const target = open.includes(reference) ? undefined : this.#find(reference);
    const words = typeof schema["description"] === "string" ? { description: schema["description"] } : {};
    if (target === undefined) return { type: "object", ...words };
    const cleaned = this.clean(target, [...open, reference], depth + 1);
    return cleaned["anyOf"] === undefined ? { ...cleaned, ...words } : over(words, cleaned);
  }

  /** Only references within the schema (`#/$defs/Name`); nothing is ever loaded. */
  #find(reference: string): unknown {
    if (!reference.startsWith("#")) return undefined;
    let at: unknown = this.#root;
    for (const step of reference.slice(1).split("/").slice(1)) {
      const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
      at = isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined;
    }
    return at;
  }

  #setChildren(cleaned: Cleaned, schema: Schema, open: readonly string[], depth: number): void {
    const { properties, items, required, propertyOrdering } = schema;
    const names = isRecord(properties) ? Object.keys(properties) : [];
    if (isRecord(properties) && names.length > 0) {
      const entries = names.map((name): [string, Cleaned] => [name, this.clean(properties[name], open, depth + 1)]);
      cleaned["properties"] = Object.fromEntries(entries);
      cleaned["type"] ??= "object";
      const wanted = textsIn(required).filter((name) => Object.hasOwn(properties, name));
      if (wanted.length > 0) cleaned["required"] = wanted;
      if (textsIn(propertyOrdering).length > 0) cleaned["propertyOrdering"] = textsIn(propertyOrdering);
    }
    if (isRecord(items)) cleaned["items"] = this.clean(items, open, depth + 1);
    else if (cleaned["type"] === "array") cleaned["items"] = { type: "string" }; // the API wants one
  }

  /** Beside a choice the API takes nothing else; beside properties a choice only narrows what they say. */
  #chosen(cleaned: Cleaned, schema: Schema, open: readonly string[], depth: number): Cleaned {
    const written = Array.isArray(schema["anyOf"]) ? schema["anyOf"] : schema["oneOf"];
    const types = textsIn(schema["type"]).filter((name) => name !== "null");
    const listed: readonly unknown[] = Array.isArray(written) ? written : types.map((type) => ({ type }));
    if (listed.length === 0 || cleaned["properties"] !== undefined || cleaned["items"] !== undefined) return cleaned;
    const choices = listed.filter((choice) => !isNull(choice));
    if (choices.length < listed.length) cleaned["nullable"] = true;
    const each = choices.map((choice) => {
      const inner = this.clean(choice, open, depth + 1);
      return over(choices.length > 1 || inner["anyOf"] !== undefined ? inherited(cleaned) : cleaned, inner);
    });
    return each.length > 1 ? { anyOf: each } : (each[0] ?? cleaned);
  }
}

/** A choice's own words come first; a choice of choices hands them down. */
function over(shared: Cleaned, schema: Cleaned): Cleaned {
  const choices = schema["anyOf"];
  if (!Array.isArray(choices)) return { ...shared, ...schema };
  return { anyOf: choices.filter(isRecord).map((choice) => over(shared, choice)) };
}

/** What a choice takes over from the schema it is a choice of. */
function inherited({ description, nullable }: Cleaned): Cleaned {
  return { ...(description === undefined ? {} : { description }), ...(nullable === undefined ? {} : { nullable }) };
}

/** The parts of `allOf` over the schema itself, their properties side by side. */
function merged(schema: Schema, depth: number): Schema {
  const parts = schema["allOf"];
  if (!Array.isArray(parts) || depth > maxDepth) return schema;
  const all: Cleaned = { ...schema };
  delete all["allOf"];
  for (const part of parts) {
    if (!isRecord(part)) continue;
    const properties = { ...asRecord(all["properties"]), ...asRecord(part["properties"]) };
    const required = [...textsIn(all["required"]), ...textsIn(part["required"])];
    for (const [key, value] of Object.entries(part)) all[key] ??= value;
    if (Object.keys(properties).length > 0) all["properties"] = properties;
    if (required.length > 0) all["required"] = [...new Set(required)];
  }
  return all;
}

function setType(cleaned: Cleaned, { type }: Schema): void {
  if (typeof type === "string") cleaned["type"] = type;
  if (!Array.isArray(type)) return;
  const types = textsIn(type).filter((name) => name !== "null");
  if (types.length < type.length) cleaned["nullable"] = true;
  if (types.length === 1) cleaned["type"] = types[0];
}

function setEnum(cleaned: Cleaned, schema: Schema): void {
  const written = schema["const"] === undefined ? schema["enum"] : [schema["const"]];
  if (!Array.isArray(written)) return;
  const words = textsIn(written).filter((word) => word !== "");
  if (written.includes(null)) cleaned["nullable"] = true;
  if (words.length === 0 || words.length < written.filter((word) => word !== null && word !== "").length) return;
  cleaned["enum"] = words;
  cleaned["type"] ??= "string";
}

function isNull(schema: unknown): boolean {
  return isRecord(schema) && schema["type"] === "null";
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function asRecord(value: unknown): Schema {
  return isRecord(value) ? value : {};
}
