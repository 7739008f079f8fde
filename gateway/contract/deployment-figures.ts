/** How each deployment did lately, as the log tells it; and what probes of its abilities found. */

/** Of the attempts that the log holds since a time. Durations in milliseconds; null = too few to say. */
export interface DeploymentFigures {
  /** Attempts, retries and fallbacks among them. */
  readonly calls: number;
  readonly errors: number;
  /** Of streams. Medians are true to one percent. */
  readonly medianFirstTokenMs: number | null;
  readonly medianTotalMs: number | null;
  /** Completion tokens a second after the first, of streams. */
  readonly tokensPerSecond: number | null;
  /** The newest attempt. */
  readonly lastAt: number;
  /** Why the newest attempt failed; null when it did not. */
  readonly lastError: string | null;
}

/** By deployment id. */
export type FiguresById = ReadonlyMap<string, DeploymentFigures>;

export interface ProbedAbility {
  readonly deploymentId: string;
  /** As contract/model-catalog.ts names it. */
  readonly ability: string;
  /** What was asked: provider, address and model. A deployment that changed them is not what was probed. */
  readonly target: string;
  readonly state: "yes" | "no" | "unknown";
  readonly evidence: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
