/**
 * What an answer says of itself, in whichever client dialect it was written: its id, its model, why it ended, and,
 * where content is captured, what the model said.
 */
import { isRecord, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";

export interface SaidCall {
  id: string;
  name: string;
  /** JSON text, as the model wrote it. */
  arguments: string;
}

export interface SaidChoice {
  text: string;
  reasoning: string;
  readonly calls: SaidCall[];
  finish: string | null;
}

export interface AnswerFacts {
  id: string | null;
  model: string | null;
  systemFingerprint: string | null;
  readonly choices: SaidChoice[];
}

type Fields = Record<string, unknown>;

export function readAnswer(values: readonly unknown[]): AnswerFacts {
  const facts: AnswerFacts = { id: null, model: null, systemFingerprint: null, choices: [] };
  for (const value of values) {
    if (!isRecord(value)) continue;
    readHead(value, facts);
    if (Array.isArray(value["choices"])) recordsOf(value["choices"]).forEach((choice) => readChoice(choice, facts));
    else if (isResponses(value)) readResponses(value, facts);
    else if (typeof value["done"] === "boolean") readOllama(value, facts);
    else readAnthropic(value, facts);
  }
  return facts;
}

export function finishReasons({ choices }: AnswerFacts): string[] {
  return choices.flatMap(({ finish }) => (finish === null ? [] : [finish]));
}

function readHead(value: Fields, facts: AnswerFacts): void {
  for (const at of [value, recordOf(value["message"]), recordOf(value["response"])]) {
    if (at === null) continue;
    facts.id ??= textOf(at["id"]);
    facts.model ??= textOf(at["model"]);
    facts.systemFingerprint ??= textOf(at["system_fingerprint"]);
  }
}

function choiceAt(facts: AnswerFacts, index: unknown): SaidChoice {
  const at = typeof index === "number" && Number.isInteger(index) && index >= 0 && index < 128 ? index : 0;
  while (facts.choices.length <= at) facts.choices.push({ text: "", reasoning: "", calls: [], finish: null });
  return facts.choices[at] ?? { text: "", reasoning: "", calls: [], finish: null };
}

/** OpenAI's chat and completions, whole or a chunk. */
function readChoice(value: Fields, facts: AnswerFacts): void {
  const choice = choiceAt(facts, value["index"]);
  const said = recordOf(value["message"]) ?? recordOf(value["delta"]) ?? value;
  choice.text += textOf(said["content"]) ?? textOf(said["text"]) ?? "";
  choice.reasoning += textOf(said["reasoning_content"]) ?? textOf(said["reasoning"]) ?? "";
  choice.finish = textOf(value["finish_reason"]) ?? choice.finish;
  for (const [at, call] of recordsOf(said["tool_calls"]).entries()) {
    const index = typeof call["index"] === "number" ? call["index"] : at;
    readCall(choice, index, textOf(call["id"]), recordOf(call["function"]) ?? {});
  }
}

function readCall(choice: SaidChoice, index: number, id: string | null, said: Fields): void {
  if (index < 0 || index > 512) return;
  while (choice.calls.length <= index) choice.calls.push({ id: "", name: "", arguments: "" });
  const call = choice.calls[index];
  if (call === undefined) return;
  call.id ||= id ?? "";
  call.name ||= textOf(said["name"]) ?? "";
  call.arguments += textOf(said["arguments"]) ?? (isRecord(said["arguments"]) ? JSON.stringify(said["arguments"]) : "");
}

function readOllama(value: Fields, facts: AnswerFacts): void {
  const choice = choiceAt(facts, 0);
  const message = recordOf(value["message"]) ?? {};
  choice.text += textOf(message["content"]) ?? textOf(value["response"]) ?? "";
  choice.reasoning += textOf(message["thinking"]) ?? textOf(value["thinking"]) ?? "";
  for (const call of recordsOf(message["tool_calls"]))
    readCall(choice, choice.calls.length, null, recordOf(call["function"]) ?? {});
  if (value["done"] === true) choice.finish = textOf(value["done_reason"]) ?? "stop";
}

/** A message, or an event of a stream of one. */
function readAnthropic(value: Fields, facts: AnswerFacts): void {
  if (value["type"] === "message") {
    const choice = choiceAt(facts, 0);
    for (const block of recordsOf(value["content"])) readBlock(block, choice);
    choice.finish = textOf(value["stop_reason"]) ?? choice.finish;
    return;
  }
  const delta = recordOf(value["delta"]);
  if (value["type"] === "content_block_start") readBlock(recordOf(value["content_block"]) ?? {}, choiceAt(facts, 0));
  if (value["type"] === "content_block_delta" && delta !== null) readDelta(delta, choiceAt(facts, 0));
  if (value["type"] === "message_delta") choiceAt(facts, 0).finish = textOf(delta?.["stop_reason"]);
}

function readBlock(block: Fields, choice: SaidChoice): void {
  choice.text += textOf(block["text"]) ?? "";
  choice.reasoning += textOf(block["thinking"]) ?? "";
  if (block["type"] !== "tool_use") return;
  const { input } = block;
  const isSaid = isRecord(input) && Object.keys(input).length > 0; // of a stream it follows in deltas
  const call = { name: block["name"], arguments: isSaid ? JSON.stringify(input) : "" };
  readCall(choice, choice.calls.length, textOf(block["id"]), call);
}

function readDelta(delta: Fields, choice: SaidChoice): void {
  choice.text += textOf(delta["text"]) ?? "";
  choice.reasoning += textOf(delta["thinking"]) ?? "";
  const call = choice.calls.at(-1);
  if (call !== undefined) call.arguments += textOf(delta["partial_json"]) ?? "";
}

function isResponses(value: Fields): boolean {
  return value["object"] === "response" || (textOf(value["type"]) ?? "").startsWith("response.");
}

/** The last event of a stream holds the whole answer; deltas count only where it was cut off. */
function readResponses(value: Fields, facts: AnswerFacts): void {
  const whole = value["object"] === "response" ? value : recordOf(value["response"]);
  const choice = choiceAt(facts, 0);
  if (whole === null) {
    if (value["type"] === "response.output_text.delta") choice.text += textOf(value["delta"]) ?? "";
    return;
  }
  const { status } = whole;
  if (status !== "completed" && status !== "incomplete" && status !== "failed") return;
  const reason = recordOf(whole["incomplete_details"])?.["reason"];
  choice.finish = textOf(reason) ?? (status === "completed" ? "stop" : status);
  choice.text = "";
  for (const item of recordsOf(whole["output"])) readItem(item, choice);
}

function readItem(item: Fields, choice: SaidChoice): void {
  for (const part of recordsOf(item["content"])) choice.text += textOf(part["text"]) ?? textOf(part["refusal"]) ?? "";
  for (const part of recordsOf(item["summary"])) choice.reasoning += textOf(part["text"]) ?? "";
  if (item["type"] === "function_call") readCall(choice, choice.calls.length, textOf(item["call_id"]), item);
}
