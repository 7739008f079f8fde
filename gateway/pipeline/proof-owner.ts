/**
 * Whose proof of thinking is whose: a signature (or redacted block) is worth something to its maker only, and every
 * provider refuses a whole request over another's.
 *
 * What goes to a client of its maker's own dialect goes as it is; any other gets its maker's name before it, so that it
 * finds its way back, and to nobody else, after a fallback or under another alias. Proofs are Base64: none holds a colon.
 */
import { textOf } from "../base/json-shape.ts";
import type { Answer, AnswerEvent } from "../contract/answer.ts";
import type { Conversation, Message, Part, ReasoningPart, WireFamily } from "../contract/conversation.ts";
import type { Deployment } from "../contract/deployment.ts";

/** Claude signs alike wherever it runs; else the provider's prefix names the maker. */
export function proofOwner({
  deployment,
  upstreamModel,
}: {
  readonly deployment: Deployment;
  readonly upstreamModel: string;
}): string {
  const { provider, modelInfo } = deployment;
  if (provider !== "anthropic" && provider !== "bedrock" && provider !== "vertex_ai") return provider;
  const isClaude = /claude|anthropic/i.test(`${upstreamModel} ${textOf(modelInfo["base_model"]) ?? ""}`);
  if (provider === "anthropic" || isClaude) return "anthropic";
  return provider === "vertex_ai" ? "gemini" : provider;
}

/** Who made what a client of this dialect brings without a name. Chat has LiteLLM's `thinking_blocks`: Anthropic's. */
const unnamed: Readonly<Partial<Record<WireFamily, string>>> = {
  anthropic: "anthropic",
  openai: "anthropic",
  responses: "openai",
};

const named = /^([a-z][a-z0-9_]*):/;

/** @returns true for a proof that went out under its maker's name, or that was none */
export function isNamedProof(proof: string): boolean {
  return named.test(proof);
}

/** What comes from a provider, on its way to a client; null = nothing has to be named. */
export class ProofNamer {
  readonly #prefix: string;

  private constructor(prefix: string) {
    this.#prefix = prefix;
  }

  static between(owner: string, family: WireFamily): ProofNamer | null {
    return unnamed[family] === owner ? null : new ProofNamer(`${owner}:`);
  }

  events(events: readonly AnswerEvent[]): readonly AnswerEvent[] {
    return events.some(isProofEvent) ? events.map((event) => this.#event(event)) : events;
  }

  answer(answer: Answer): Answer {
    const part = (each: Part): Part => (each.type === "reasoning" ? this.#part(each) : each);
    return { ...answer, choices: answer.choices.map((choice) => ({ ...choice, parts: choice.parts.map(part) })) };
  }

  #event(event: AnswerEvent): AnswerEvent {
    if (event.type === "reasoning_signature") return { ...event, signature: this.#prefix + event.signature };
    return event.type === "redacted_reasoning" ? { ...event, data: this.#prefix + event.data } : event;
  }

  #part(part: ReasoningPart): ReasoningPart {
    const { signature, redacted } = part;
    return {
      ...part,
      ...(signature === undefined ? {} : { signature: this.#prefix + signature }),
      ...(redacted === undefined ? {} : { redacted: this.#prefix + redacted }),
    };
  }
}

function isProofEvent({ type }: AnswerEvent): boolean {
  return type === "reasoning_signature" || type === "redacted_reasoning";
}

export interface OwnProofs {
  readonly conversation: Conversation;
  /** Places of the proofs that were somebody else's. */
  readonly dropped: readonly string[];
}

/** What comes from a client, on its way to a provider: its own proofs without a name, nobody else's; texts stay. */
export function keepOwnProofs(conversation: Conversation, owner: string): OwnProofs {
  const dropped: string[] = [];
  const maker = unnamed[conversation.family];
  const messages = conversation.messages.map((message, index) => {
    if (!message.parts.some(hasProof)) return message;
    const parts = message.parts.flatMap((part) => keepOwn(part, owner, maker));
    if (parts.filter(hasProof).length < message.parts.filter(hasProof).length)
      dropped.push(`messages[${index}].reasoning.signature`);
    return { ...message, parts } satisfies Message;
  });
  return { conversation: { ...conversation, messages }, dropped };
}

function hasProof(part: Part): part is ReasoningPart {
  return part.type === "reasoning" && (part.signature !== undefined || part.redacted !== undefined);
}

function keepOwn(part: Part, owner: string, maker: string | undefined): readonly Part[] {
  if (!hasProof(part)) return [part];
  const { signature, redacted, ...kept } = part;
  const proof = redacted ?? signature ?? "";
  const name = named.exec(proof)?.[1];
  const isOwn = (name ?? maker) === owner;
  if (!isOwn) return redacted === undefined && part.text !== "" ? [{ type: "reasoning", text: part.text }] : [];
  const bare = name === undefined ? proof : proof.slice(name.length + 1);
  return [redacted === undefined ? { ...kept, signature: bare } : { ...kept, redacted: bare }];
}
