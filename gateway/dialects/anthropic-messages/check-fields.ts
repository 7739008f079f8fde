/**
 * The fields of a Messages request that are certain: present, and of the right shape. Everything else is the
 * provider's to judge, so that a new field of the API works on the day it comes.
 *
 * @source https://docs.claude.com/en/api/messages
 */
import { isRecord } from "../../base/json-shape.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { Fields } from "../client-dialect.ts";

const roles = new Set<unknown>(["user", "assistant", "system"]);

/** @throws GatewayError `invalid_request` that names the field in Anthropic's way, e.g. `messages.0.content` */
export function check(fields: Fields): void {
  checkMaxTokens(fields["max_tokens"]);
  checkMessages(fields["messages"]);
  const { system, tools, stream } = fields;
  if (isGiven(system)) checkContent("system", system);
  if (isGiven(tools) && !(Array.isArray(tools) && tools.every(isRecord))) {
    throw invalid("tools", "Input should be a list of objects");
  }
  if (isGiven(stream) && typeof stream !== "boolean") throw invalid("stream", "Input should be a boolean");
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function checkMaxTokens(value: unknown): void {
  if (!isGiven(value)) throw invalid("max_tokens", "Field required");
  if (!Number.isSafeInteger(value)) throw invalid("max_tokens", "Input should be an integer");
}

function checkMessages(value: unknown): void {
  if (!isGiven(value)) throw invalid("messages", "Field required");
  if (!Array.isArray(value)) throw invalid("messages", "Input should be a list");
  if (value.length === 0) throw invalid("messages", "at least one message is required");
  value.forEach((message: unknown, index) => {
    const at = `messages.${index}`;
    if (!isRecord(message)) throw invalid(at, "Input should be an object");
    if (!roles.has(message["role"])) throw invalid(`${at}.role`, "Input should be 'user', 'assistant' or 'system'");
    if (!isGiven(message["content"])) throw invalid(`${at}.content`, "Field required");
    checkContent(`${at}.content`, message["content"]);
  });
}

function checkContent(at: string, content: unknown): void {
  if (typeof content === "string") return;
  if (!Array.isArray(content)) throw invalid(at, "Input should be a string or a list of blocks");
  content.forEach((block: unknown, index) => {
    if (!isRecord(block)) throw invalid(`${at}.${index}`, "Input should be an object");
    if (typeof block["type"] !== "string") throw invalid(`${at}.${index}.type`, "Field required");
  });
}

function invalid(param: string, reason: string): GatewayError {
  return new GatewayError("invalid_request", { message: `${param}: ${reason}`, param });
}
