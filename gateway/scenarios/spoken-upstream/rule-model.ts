/**
 * A model that answers by rule: it calls an offered tool once, fills the schema it was asked for, and else says hello.
 *
 * Texts in an answer are the first words that the request has in quotes, else "cats", so that a test can say what it
 * wants to read. Asked for "a JSON with 'a' and 'b' keys", it writes one.
 */
import { recordOf } from "../../base/json-shape.ts";
import { saysHello, type Heard, type Said } from "./said.ts";

type Schema = Readonly<Record<string, unknown>>;

/** @param request  the whole body as text */
export function ruleAnswer({ tools, forcedTool, isAnswered, schema }: Heard, request: string): Said {
  const quoted = [...request.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? "");
  const fill = filler(quoted[0] ?? "cats");
  const tool = tools.find(({ name }) => name === forcedTool) ?? tools[0];
  if (tool !== undefined && !isAnswered) {
    const call = { id: "call_rule", name: tool.name, arguments: recordOf(fill(tool.schema, tool.schema)) ?? {} };
    return { reasoning: null, text: [], calls: [call], finish: "tool_calls" };
  }
  if (schema !== null) return { ...saysHello, text: [JSON.stringify(fill(schema, schema))] };
  if (!request.includes("as a JSON with")) return saysHello;
  return { ...saysHello, text: [JSON.stringify(Object.fromEntries(quoted.map((key) => [key, "cats"])))] };
}

/** @returns what makes a value of a schema; every property is filled in */
function filler(word: string): (schema: Schema, root: Schema) => unknown {
  const examples: Schema = { string: word, integer: 3, number: 3, boolean: true, null: null };
  const fill = (schema: Schema, root: Schema): unknown => {
    const reference = schema["$ref"];
    if (typeof reference === "string") return fill(resolve(reference, root), root);
    if (Array.isArray(schema["enum"])) return schema["enum"][0] as unknown; // any JSON
    if ("const" in schema) return schema["const"];
    const choices = schema["anyOf"] ?? schema["oneOf"];
    if (Array.isArray(choices)) return fill(recordOf(choices[0]) ?? {}, root);
    const type = String(Array.isArray(schema["type"]) ? schema["type"][0] : schema["type"]).toLowerCase();
    if (type === "array") return [fill(recordOf(schema["items"]) ?? {}, root)];
    const properties = recordOf(schema["properties"]);
    if (type !== "object" && properties === null) return type in examples ? examples[type] : word;
    const entries = Object.entries(properties ?? {});
    return Object.fromEntries(entries.map(([name, inner]) => [name, fill(recordOf(inner) ?? {}, root)]));
  };
  return fill;
}

function resolve(reference: string, root: Schema): Schema {
  let at: unknown = root;
  for (const step of reference.split("/").slice(1)) at = recordOf(at)?.[step];
  return recordOf(at) ?? {};
}
