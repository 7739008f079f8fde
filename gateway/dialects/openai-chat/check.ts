/** The fields of a chat completions body that OpenAI's schema is certain about; the rest is the provider's to judge. */
import { isRecord } from "../../base/json-shape.ts";
import type { Fields } from "../client-dialect.ts";
import { booleanField, missingField, numberField, wrongType } from "../shared/openai-fields.ts";

const roles = new Set(["system", "developer", "user", "assistant", "tool", "function"]);

/** @throws GatewayError `invalid_request` that names the field */
export function checkChat(fields: Fields): void {
  const { messages } = fields;
  if (messages === undefined || messages === null) throw missingField("messages", "/chat/completions");
  if (!Array.isArray(messages)) throw wrongType("messages", "a list");
  messages.forEach(checkMessage);
  booleanField(fields, "stream");
  numberField(fields, "temperature");
}

function checkMessage(message: unknown, index: number): void {
  if (!isRecord(message)) throw wrongType(`messages[${index}]`, "an object");
  const { role } = message;
  if (typeof role !== "string" || !roles.has(role))
    throw wrongType(`messages[${index}].role`, `one of ${[...roles].join(", ")}`);
}
