/** What each provider's dialect can say at all: where it cannot, a client is told nothing, never something made up. */
import type { Alias } from "./gateway-of-every-dialect.ts";

export interface UpstreamFacts {
  /** It counts cached tokens. */
  readonly cached: boolean;
  /** It counts the tokens of its thoughts. */
  readonly reasoningTokens: boolean;
  /** It has a word for an answer that was stopped by a filter. */
  readonly filters: boolean;
  /** Its calls have ids of their own; else the gateway gives them. */
  readonly callIds: boolean;
  /** Its request has a place for the proof of a thought, for its text, and for a picture in a tool's result. */
  readonly takes: LoopFacts;
  /** What stands in its request when a JSON schema is asked for. */
  readonly schema: string;
}

export interface LoopFacts {
  readonly signature: boolean;
  readonly thought: boolean;
  readonly image: boolean;
}

const everything: LoopFacts = { signature: true, thought: true, image: true };

const openai: UpstreamFacts = {
  cached: true,
  reasoningTokens: true,
  filters: true,
  callIds: true,
  takes: everything,
  schema: '"response_format":{"type":"json_schema"',
};
const ollama: UpstreamFacts = {
  cached: false,
  reasoningTokens: false,
  filters: false,
  callIds: true,
  takes: { signature: false, thought: true, image: true },
  schema: '"format":{"type":"object"',
};

export const upstreamFacts: Readonly<Record<Alias, UpstreamFacts>> = {
  openrouter: openai,
  azure: openai,
  responses: { ...openai, schema: '"text":{"format":{"type":"json_schema"' },
  anthropic: { ...openai, reasoningTokens: false, schema: '"type":"json_schema"' },
  bedrock: { ...openai, reasoningTokens: false, schema: '"outputConfig":{"textFormat":{"type":"json_schema"' },
  // The signature stands for the thought, whose text the API does not read.
  gemini: { ...openai, callIds: false, takes: { ...everything, thought: false }, schema: '"response_json_schema"' },
  cohere: {
    ...openai,
    reasoningTokens: false,
    takes: { signature: false, thought: true, image: false },
    schema: '"response_format":{"type":"json_object","json_schema"',
  },
  "ollama-chat": ollama,
  "ollama-generate": ollama,
};
