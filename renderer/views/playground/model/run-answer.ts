/**
 * One call of the playground: sends a body through the gateway like any client's and tells of the answer as it grows.
 *
 * What arrives is gathered at once and told at most once per frame, so that six columns at 300 tokens a second cost six
 * renders a frame and no more. Stopping keeps what was said so far.
 */
import { panelApiBase } from "../../../../gateway/contract/admin.ts";
import { playgroundChatPath } from "../../../../gateway/contract/playground.ts";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { addEvent, emptyAnswer, type LiveAnswer } from "./answer-stream.ts";

export interface RunParts {
  readonly body: Readonly<Record<string, unknown>>;
  readonly sessionId: string;
  readonly signal: AbortSignal;
  readonly onChange: (answer: LiveAnswer) => void;
  /** Calls back at the next frame; given, so that tests need no screen. */
  readonly atFrame: (callback: () => void) => void;
  readonly nowMs: () => number;
  readonly fetch: typeof globalThis.fetch;
}

/** @returns the whole answer; failures are part of it, nothing is thrown */
export async function runAnswer(parts: RunParts): Promise<LiveAnswer> {
  const startedMs = parts.nowMs();
  const gathered = new Gathered(parts);
  let outcome: LiveAnswer["facts"]["state"] = "done";
  try {
    await read(parts, gathered, startedMs);
    if (gathered.answer.facts.error !== null) outcome = "failed";
  } catch (failure) {
    outcome = parts.signal.aborted ? "stopped" : "failed";
    if (outcome === "failed") gathered.fail({ status: 0, code: "offline", message: wordsOf(failure) });
  }
  return gathered.end(outcome, parts.nowMs() - startedMs);
}

class Gathered {
  answer: LiveAnswer = emptyAnswer;
  #isTold = true;
  #isOver = false;
  readonly #parts: RunParts;

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  update(next: LiveAnswer): void {
    this.answer = next;
    if (!this.#isTold) return;
    this.#isTold = false;
    this.#parts.atFrame(() => {
      this.#isTold = true;
      if (!this.#isOver) this.#parts.onChange(this.answer);
    });
  }

  fail(error: NonNullable<LiveAnswer["facts"]["error"]>): void {
    this.answer = { ...this.answer, facts: { ...this.answer.facts, state: "failed", error } };
  }

  end(state: LiveAnswer["facts"]["state"], totalMs: number): LiveAnswer {
    this.#isOver = true;
    this.answer = { ...this.answer, facts: { ...this.answer.facts, state, totalMs } };
    return this.answer;
  }
}

async function read(parts: RunParts, gathered: Gathered, startedMs: number): Promise<void> {
  const response = await parts.fetch(`${panelApiBase}${playgroundChatPath}`, {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json", "x-litellm-session-id": parts.sessionId },
    body: JSON.stringify(parts.body),
    signal: parts.signal,
  });
  const requestId = response.headers.get("x-litellm-call-id");
  gathered.update({ ...gathered.answer, facts: { ...gathered.answer.facts, requestId } });
  if (!response.ok || response.body === null) {
    gathered.fail(await refusalOf(response));
    return;
  }
  const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { data } of events) gathered.update(addEvent(gathered.answer, data, parts.nowMs() - startedMs));
}

async function refusalOf(response: Response): Promise<NonNullable<LiveAnswer["facts"]["error"]>> {
  const { status, statusText } = response;
  const body: unknown = await response.json().catch(() => null);
  const error = (body as { error?: { message?: string; portico_code?: string } } | null)?.error; // our envelope or none
  return { status, code: error?.portico_code ?? "", message: error?.message ?? statusText };
}

function wordsOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
