/** What the main thread and the log's worker say to each other. Batches travel as one JSON text and their bodies beside it. */
import type { ProbedAbility } from "../contract/deployment-figures.ts";
import type { RunHead, RunItem } from "../contract/replay.ts";
import type { MarkRequest, RequestMark } from "../contract/request-search.ts";
import type { PackedBodies } from "./packed-bodies.ts";
import type { RequestEvidence } from "../contract/request-wire.ts";
import type { RequestIntent, RequestOutcome } from "../contract/spend-log.ts";

export interface RetentionLimits {
  readonly days: number;
  readonly maxBytes: number;
  /** Names that clients ask for, with `*` where any text may stand, and their own days; the fewest days count. */
  readonly aliases?: readonly { readonly names: readonly string[]; readonly days: number }[];
}

export interface WriterOptions {
  readonly file: string;
  readonly bodies: { readonly enabled: boolean; readonly maxBytes: number };
  readonly retention: RetentionLimits;
  readonly secrets: readonly string[];
  /** What a dead process left is read and stays, where true: others could not read their lines of it yet. */
  readonly keepsLeftJournals?: boolean;
}

/** What the config says of the log; may change while it runs. */
export type LogRules = Pick<WriterOptions, "bodies" | "retention">;

/** An outcome without its bodies, which stand beside it. */
export type OutcomeRow = Omit<RequestOutcome, "requestBody" | "responseBody" | "evidence"> & {
  readonly wire?: Pick<RequestEvidence, "client" | "attempts"> | null;
};

export type ToWriter =
  | {
      readonly type: "batch";
      readonly rows: string;
      readonly bodies: PackedBodies;
    }
  | { readonly type: "secrets"; readonly secrets: readonly string[] }
  | { readonly type: "rules"; readonly rules: LogRules }
  | { readonly type: "probes"; readonly probes: readonly ProbedAbility[] }
  | { readonly type: "change"; readonly sequence: number; readonly change: LogChange }
  | { readonly type: "close" };

/** What a person does to the log. */
export type LogChange =
  | { readonly kind: "mark"; readonly request: MarkRequest }
  | { readonly kind: "delete"; readonly ids: readonly string[] }
  | { readonly kind: "keep_run"; readonly head: RunHead; readonly items: readonly RunItem[] }
  | { readonly kind: "forget_run"; readonly id: string };

export interface ChangeAnswer {
  readonly marks: Readonly<Record<string, RequestMark>>;
  readonly deleted: number;
}

/** The parsed `rows` of a batch; `bodies`: how many of those beside it are this entry's, 2 when it is absent. */
export type Batch = readonly {
  readonly intent: RequestIntent;
  readonly outcome: OutcomeRow;
  readonly bodies?: number;
}[];

export type FromWriter =
  | { readonly type: "opened"; readonly notice: string | null }
  | { readonly type: "failed"; readonly problem: string }
  | { readonly type: "written"; readonly problem: string | null }
  | {
      readonly type: "changed";
      readonly sequence: number;
      readonly answer: ChangeAnswer | null;
      /** Why it was not done; `isRefused`: what was asked for is not allowed. */
      readonly problem: { readonly text: string; readonly isRefused: boolean } | null;
    }
  /** Rows that are gone, by retention or by hand. */
  | { readonly type: "deleted"; readonly docs: readonly number[] }
  | { readonly type: "closed" };

/** What the reader is told beside its questions. */
export type ToldReader =
  | { readonly type: "secrets"; readonly secrets: readonly string[] }
  | { readonly type: "deleted"; readonly docs: readonly number[] };
