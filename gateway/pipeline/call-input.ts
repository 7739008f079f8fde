/** What an upstream call is planned from, and the plan. */
import type { Deployment } from "../contract/deployment.ts";
import type { FormPart } from "../contract/form.ts";
import type { Operation } from "../contract/operations.ts";
import type { HeaderValues, UpstreamRequest } from "../providers/provider.ts";
import type { AnswerWire } from "./answer-wire.ts";

/** A routed request as far as an upstream call depends on it. */
export interface CallInput {
  readonly operation: Operation;
  readonly deployment: Deployment;
  readonly upstreamModel: string;
  readonly body: Buffer;
  readonly contentType: string;
  readonly formParts: readonly FormPart[] | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly headers: HeaderValues;
  readonly isStream: boolean;
  readonly wantsUsage: boolean;
  /** The deployment's server was found to have no `/responses`: translated, whatever its provider can do. */
  readonly isChatOnly: boolean;
  /** The model's name that the client shall see; null = the provider's own word. */
  readonly shownModel: string | null;
  readonly requestId: string;
  /** Epoch seconds. */
  readonly createdAt: number;
  /** Milliseconds since the request came in. */
  readonly elapsedMs: () => number;
}

export interface PlannedCall {
  readonly request: UpstreamRequest;
  readonly wire: AnswerWire;
  /** Client fields that the target cannot express. */
  readonly dropped: readonly string[];
}

/** Whether what the target cannot express may be left out: the request says so, or the file. */
export function dropsParams({ fields, deployment }: CallInput): boolean {
  return fields["drop_params"] === true || deployment.dropParams;
}
