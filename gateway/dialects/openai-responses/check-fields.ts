/**
 * The fields of a Responses request that have one right type; the rest is the provider's to judge.
 *
 * @source https://platform.openai.com/docs/api-reference/responses/create
 */
import { isRecord } from "../../base/json-shape.ts";
import type { Fields } from "../client-dialect.ts";
import { missingField, wrongType } from "../shared/openai-fields.ts";

interface TypeRule {
  readonly wanted: string;
  readonly fits: (value: unknown) => boolean;
}

const text: TypeRule = { wanted: "a string", fits: (value) => typeof value === "string" };
const number: TypeRule = { wanted: "a number", fits: (value) => typeof value === "number" };
const boolean: TypeRule = { wanted: "a boolean", fits: (value) => typeof value === "boolean" };
const object: TypeRule = { wanted: "an object", fits: isRecord };
const list: TypeRule = { wanted: "a list", fits: Array.isArray };
const textOrObject: TypeRule = {
  wanted: "a string or an object",
  fits: (value) => typeof value === "string" || isRecord(value),
};

const rules: Readonly<Record<string, TypeRule>> = {
  model: text,
  instructions: text,
  previous_response_id: text,
  prompt_cache_key: text,
  user: text,
  temperature: number,
  top_p: number,
  top_logprobs: number,
  max_output_tokens: number,
  stream: boolean,
  store: boolean,
  background: boolean,
  parallel_tool_calls: boolean,
  reasoning: object,
  text: object,
  include: list,
  tools: list,
  tool_choice: textOrObject,
  conversation: textOrObject,
};

const roles: ReadonlySet<unknown> = new Set(["user", "assistant", "system", "developer"]);

/** Any of these can stand for the input. */
const inputSources = ["prompt", "previous_response_id", "conversation"];

/** @throws GatewayError `invalid_request` that names the field */
export function checkFields(fields: Fields): void {
  for (const [field, rule] of Object.entries(rules)) {
    const value = fields[field];
    if (value !== undefined && value !== null && !rule.fits(value)) throw wrongType(field, rule.wanted);
  }
  checkInput(fields);
  checkObjects("tools", fields["tools"], (tool, path) => {
    if (typeof tool["type"] !== "string") throw wrongType(`${path}.type`, "a string");
  });
}

function checkInput(fields: Fields): void {
  const { input } = fields;
  if (input === undefined || input === null) {
    if (inputSources.some((name) => fields[name] !== undefined && fields[name] !== null)) return;
    throw missingField("input", "/responses");
  }
  if (typeof input === "string") return;
  if (!Array.isArray(input)) throw wrongType("input", "a string or a list of items");
  checkObjects("input", input, checkItem);
}

function checkItem(item: Fields, path: string): void {
  const { type, role, content } = item;
  if (type !== undefined && type !== null && typeof type !== "string") throw wrongType(`${path}.type`, "a string");
  const isMessage = type === "message" || (type === undefined && role !== undefined);
  if (!isMessage) return;
  if (!roles.has(role)) throw wrongType(`${path}.role`, `one of ${[...roles].join(", ")}`);
  if (typeof content !== "string" && !Array.isArray(content)) throw wrongType(`${path}.content`, "a string or a list");
}

function checkObjects(field: string, values: unknown, check: (value: Fields, path: string) => void): void {
  if (!Array.isArray(values)) return;
  for (const [index, value] of values.entries()) {
    const path = `${field}[${index}]`;
    if (!isRecord(value)) throw wrongType(path, "an object");
    check(value, path);
  }
}
