/**
 * What a model said in a stored answer, as text that two answers can be compared by: words, tool calls, an error's message.
 *
 * Whole or streamed, the same answer gives the same text. Ids, times and counts are left out; so is reasoning, which is no
 * part of the answer. Vectors are told by their length and digest, other answers by their JSON.
 */
import { hash } from "node:crypto";
import { isRecord, numberOf, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import { answerValues } from "../answer-values.ts";
import { SaidText } from "./said-text.ts";

/** Differ in every answer. */
const volatile = new Set(
  "id created created_at model usage system_fingerprint service_tier provider object meta".split(" "),
);

/** @returns null when it is no text */
export function answerText(body: string): string | null {
  const values = answerValues(Buffer.from(body));
  if (values.length === 0) return /[\0\uFFFD]/.test(body) ? null : body;
  const said = new SaidText();
  for (const value of values) if (isRecord(value)) readAnswer(value, said);
  return said.isEmpty ? otherText(values) : said.text();
}

function readAnswer(value: Record<string, unknown>, said: SaidText): void {
  for (const choice of recordsOf(value["choices"])) readChoice(choice, said);
  readEvent(value, said);
  const output = recordOf(value["response"])?.["output"] ?? value["output"];
  if (Array.isArray(output)) said.replace(() => recordsOf(output).forEach((item, at) => readOutput(item, at, said)));
  const isMessage = value["type"] === "message" || value["role"] === "assistant";
  if (isMessage) readBlocks(value["content"], "0", said);
  const message = recordOf(value["message"]);
  if (message !== null && value["choices"] === undefined) readMessage(message, "0", said);
  said.add("0", wordOf(value["response"])); // Ollama's generate
  readError(value["error"] ?? recordOf(value["response"])?.["error"], said);
}

/** OpenAI's chat and completions: each choice, whole or a piece of it. */
function readChoice(choice: Record<string, unknown>, said: SaidText): void {
  const place = String(numberOf(choice["index"]) ?? 0);
  said.add(place, wordOf(choice["text"]));
  const message = recordOf(choice["message"]) ?? recordOf(choice["delta"]);
  if (message !== null) readMessage(message, place, said);
}

function readMessage(message: Record<string, unknown>, place: string, said: SaidText): void {
  readBlocks(message["content"], place, said);
  said.add(place, wordOf(message["refusal"]));
  recordsOf(message["tool_calls"]).forEach((call, at) => {
    const named = recordOf(call["function"]) ?? {};
    said.call(
      `${place}/${String(numberOf(call["index"]) ?? at)}`,
      wordOf(named["name"]),
      argumentsOf(named["arguments"]),
    );
  });
}

/** A text, or a list of blocks. */
function readBlocks(content: unknown, place: string, said: SaidText): void {
  said.add(place, wordOf(content));
  recordsOf(content).forEach((block, at) => {
    if (block["type"] === "tool_use") said.call(`${place}/${at}`, wordOf(block["name"]), argumentsOf(block["input"]));
    else said.add(place, textOf(block["text"]) ?? wordOf(block["refusal"]));
  });
}

/** Pieces of a stream: Anthropic's blocks and the Responses API's deltas. */
function readEvent(value: Record<string, unknown>, said: SaidText): void {
  const at = `0/${String(numberOf(value["index"] ?? value["output_index"]) ?? 0)}`;
  const { delta } = value;
  switch (value["type"]) {
    case "content_block_start": {
      const block = recordOf(value["content_block"]) ?? {};
      if (block["type"] === "tool_use") said.call(at, wordOf(block["name"]), "");
      return;
    }
    case "content_block_delta": {
      const piece = recordOf(delta) ?? {};
      said.add("0", wordOf(piece["text"]));
      if (piece["type"] === "input_json_delta") said.call(at, "", wordOf(piece["partial_json"]));
      return;
    }
    case "response.output_text.delta":
    case "response.refusal.delta":
      return said.add("0", wordOf(delta));
    case "response.function_call_arguments.delta":
      return said.call(at, "", wordOf(delta));
  }
}

/** An item of a whole response. */
function readOutput(item: Record<string, unknown>, at: number, said: SaidText): void {
  if (item["type"] === "message") readBlocks(item["content"], "0", said);
  if (item["type"] === "function_call") said.call(`0/${at}`, wordOf(item["name"]), argumentsOf(item["arguments"]));
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function readError(error: unknown, said: SaidText): void {
  const words = textOf(error) ?? textOf(recordOf(error)?.["message"]);
  if (words !== null) said.add("error", words);
}

function argumentsOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function otherText(values: readonly unknown[]): string {
  return values.map((value) => vectorsOf(value) ?? JSON.stringify(steady(value), null, 2)).join("\n");
}

function vectorsOf(value: unknown): string | null {
  const rows = recordsOf(recordOf(value)?.["data"]).filter(({ embedding }) => embedding !== undefined);
  if (rows.length === 0) return null;
  return rows.map(({ embedding }, at) => `${at}: ${vectorText(embedding)}`).join("\n");
}

function vectorText(vector: unknown): string {
  const digest = hash("sha256", JSON.stringify(vector), "hex").slice(0, 12);
  if (!Array.isArray(vector)) return `base64 (${digest})`;
  return `[${vector.slice(0, 4).join(", ")}${vector.length > 4 ? ", …" : ""}] × ${vector.length} (${digest})`;
}

function steady(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(steady);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !volatile.has(key))
      .map(([key, item]) => [key, steady(item)]),
  );
}
