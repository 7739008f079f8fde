/**
 * A JSON schema as Anthropic's structured output takes it.
 *
 * Keywords its grammar cannot enforce are refused by the API: they move into the description, where the model reads
 * them. `oneOf` becomes `anyOf`; objects are closed.
 *
 * @source https://docs.claude.com/en/docs/build-with-claude/structured-outputs (JSON schema limitations)
 */
import { isRecord } from "../../base/json-shape.ts";

type Schema = Readonly<Record<string, unknown>>;

const unenforced = new Set([
  "minItems",
  "maxItems",
  "uniqueItems",
  "contains",
  "minContains",
  "maxContains",
  "prefixItems",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "minProperties",
  "maxProperties",
  "patternProperties",
  "propertyNames",
  "dependentRequired",
  "dependentSchemas",
  "unevaluatedProperties",
  "if",
  "then",
  "else",
  "not",
]);
const namedSchemas = new Set(["properties", "$defs", "definitions"]);
const listedSchemas = new Set(["anyOf", "allOf", "oneOf"]);

export function outputSchema(schema: Schema): Schema {
  const entries = Object.entries(schema);
  const written: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    if (unenforced.has(key)) continue;
    if (namedSchemas.has(key) && isRecord(value)) {
      written[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, innerSchema(inner)]));
    } else if (listedSchemas.has(key) && Array.isArray(value)) {
      const target = key === "oneOf" ? "anyOf" : key;
      const before = written[target];
      written[target] = [...(Array.isArray(before) ? before : []), ...value.map(innerSchema)];
    } else {
      written[key] = key === "items" ? innerSchema(value) : value;
    }
  }
  const rules = entries.filter(([key, value]) => unenforced.has(key) && value !== false);
  if (rules.length > 0) written["description"] = described(schema["description"], rules);
  if (schema["type"] === "object") written["additionalProperties"] = false;
  return written;
}

function innerSchema(value: unknown): unknown {
  return isRecord(value) ? outputSchema(value) : value;
}

function described(description: unknown, rules: readonly (readonly [string, unknown])[]): string {
  const note = rules.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(", ");
  return typeof description === "string" && description !== "" ? `${description} (${note})` : `(${note})`;
}
