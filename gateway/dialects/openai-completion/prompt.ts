/** The one prompt that a conversation can be made of; several, or token ids, need a server of legacy completions. */
import { GatewayError } from "../../contract/errors.ts";
import type { Fields } from "../client-dialect.ts";

/** @throws GatewayError `invalid_request` */
export function onePrompt(fields: Fields): string {
  const { prompt } = fields;
  if (typeof prompt === "string") return prompt;
  const list: readonly unknown[] = Array.isArray(prompt) ? prompt : [];
  if (list.length > 1 && list.every((item) => typeof item === "string"))
    throw refusal("prompt", `holds ${list.length} prompts, and this alias's provider answers one at a time`);
  const [first] = list;
  if (typeof first === "string") return first;
  throw refusal("prompt", "is given as token ids, and this alias's provider takes text");
}

/** @param reason  goes on after the field's name */
export function refusal(field: string, reason: string): GatewayError {
  return new GatewayError("invalid_request", {
    message: `'${field}' ${reason}.`,
    param: field,
    hint: "Send one text prompt a request, or use an alias whose provider serves /completions itself.",
  });
}

/** @returns what `echo` repeats before the completion; "" when the client did not ask */
export function echoOf(fields: Fields): string {
  return fields["echo"] === true ? onePrompt(fields) : "";
}
