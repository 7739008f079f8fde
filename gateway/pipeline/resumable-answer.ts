/**
 * A streamed answer that another group may finish: one encoder for the client, and what the model has said so far.
 *
 * Opt-in by `portico.continue_streams`. Law: an answer that has begun a tool call, or holds what cannot be said again, is
 * never continued; a client would run half a call.
 */
import type { AnswerEvent } from "../contract/answer.ts";
import type { Conversation } from "../contract/conversation.ts";
import type { ClassifiedError, AnswerDecoder } from "../providers/provider.ts";
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";
import type { AnswerEncoder } from "../dialects/client-dialect.ts";

/** More than this is not sent to another model once more. */
const maxCharacters = 1_000_000;
const goOn =
  "Your answer was cut off where it ends above. Continue it from exactly that point: repeat nothing, add no greeting and no remark about the interruption.";

export class ResumableAnswer {
  #encoder: AnswerEncoder | null = null;
  #text = "";
  #isBeyond = false;
  #usageBefore: TokenUsage = unknownUsage;
  #hasResumed = false;

  /** False once the answer holds more than one choice's text and reasoning, or is done. */
  get canResume(): boolean {
    return !this.#isBeyond && this.#text.length <= maxCharacters;
  }

  get characters(): number {
    return this.#text.length;
  }

  get hasResumed(): boolean {
    return this.#hasResumed;
  }

  /** The answer broke: whoever is asked next goes on where it ends. @param used  by all of it so far */
  resume(used: TokenUsage): void {
    this.#hasResumed = true;
    this.#usageBefore = used;
  }

  /** What the next model is told: the conversation, and from the second on what was said already. */
  conversation(asked: Conversation): Conversation {
    if (!this.#hasResumed || this.#text === "") return asked;
    const said = { role: "assistant", parts: [{ type: "text", text: this.#text }] } as const;
    const wish = { role: "user", parts: [{ type: "text", text: goOn }] } as const;
    return { ...asked, messages: [...asked.messages, said, wish] };
  }

  /** The client's encoder: a new one until the answer has begun, the same one when it goes on. */
  encoder(open: () => AnswerEncoder): AnswerEncoder {
    if (this.#encoder !== null && this.#hasResumed) return this.#encoder;
    this.#encoder = open();
    this.#text = "";
    this.#isBeyond = false;
    return this.#encoder;
  }

  /** Listens to a decoder; of one that goes on, the beginning is left out and its usage added to what there was. */
  decoder(inner: AnswerDecoder): AnswerDecoder {
    return new ListeningDecoder(inner, (events) => this.#take(events));
  }

  #take(events: readonly AnswerEvent[]): AnswerEvent[] {
    const passed: AnswerEvent[] = [];
    for (const event of events) {
      if (event.type === "start" && this.#hasResumed) continue;
      passed.push(event.type === "usage" ? { ...event, usage: sum(this.#usageBefore, event.usage) } : event);
      this.#note(event);
    }
    return passed;
  }

  #note(event: AnswerEvent): void {
    switch (event.type) {
      case "start":
        return;
      case "usage":
        return;
      case "text":
        if (event.choice === 0) this.#text += event.text;
        else this.#isBeyond = true;
        return;
      case "reasoning":
        if (event.choice !== 0) this.#isBeyond = true;
        return;
      default:
        this.#isBeyond = true;
    }
  }
}

class ListeningDecoder implements AnswerDecoder {
  readonly #inner: AnswerDecoder;
  readonly #take: (events: readonly AnswerEvent[]) => AnswerEvent[];

  constructor(inner: AnswerDecoder, take: (events: readonly AnswerEvent[]) => AnswerEvent[]) {
    this.#inner = inner;
    this.#take = take;
  }

  get error(): ClassifiedError | null {
    return this.#inner.error;
  }

  decode(value: unknown, name: string | null): readonly AnswerEvent[] {
    return this.#take(this.#inner.decode(value, name));
  }

  end(): readonly AnswerEvent[] {
    return this.#take(this.#inner.end());
  }
}

/** Tokens of both; what is not counted in tokens is the later one's word. */
function sum(before: TokenUsage, after: TokenUsage): TokenUsage {
  if (before === unknownUsage) return after;
  const add = (one: number | null, other: number | null): number | null =>
    one === null && other === null ? null : (one ?? 0) + (other ?? 0);
  return {
    ...after,
    promptTokens: add(before.promptTokens, after.promptTokens),
    completionTokens: add(before.completionTokens, after.completionTokens),
    cachedTokens: add(before.cachedTokens, after.cachedTokens),
    cacheWriteTokens: add(before.cacheWriteTokens, after.cacheWriteTokens),
    reasoningTokens: add(before.reasoningTokens, after.reasoningTokens),
    ...(before.isEstimate === true ? { isEstimate: true } : {}),
  };
}
