/** Everything that the spans of one ended request are built from. */
import type { Conversation } from "../../contract/conversation.ts";
import type { RequestTrace } from "../../contract/request-trace.ts";
import type { RequestIntent, RequestOutcome } from "../../contract/spend-log.ts";
import type { AnswerFacts } from "./read-answer.ts";

/** Who asked, beyond what the row says; null = not known. */
export interface KeyFacts {
  /** As LiteLLM has it: SHA-256 of a virtual key, or its word for the master key. */
  readonly hash: string | null;
  readonly alias: string | null;
  readonly userId: string | null;
  readonly teamId: string | null;
  readonly organizationId: string | null;
}

export interface EndedRequest {
  readonly intent: RequestIntent;
  readonly outcome: RequestOutcome;
  readonly trace: RequestTrace;
  /** The client's body, parsed. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The first bytes of the answer. */
  readonly answer: Uint8Array | null;
}

export interface SpanScene extends EndedRequest {
  readonly said: AnswerFacts;
  readonly key: KeyFacts;
  /** What was asked and may be sent on; null where content stays here. */
  readonly content: { readonly conversation: Conversation | null } | null;
  /** Whose names the spans carry. */
  readonly names: { readonly genAi: boolean; readonly litellm: boolean };
}
