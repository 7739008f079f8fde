/**
 * What a model's name says about what its API accepts.
 *
 * Names without a version (`gemini-flash-latest`, tuned models) count as the newest generation that takes token budgets.
 */
export interface ModelTraits {
  /** `2.5` of `gemini-2.5-flash`; null when the name holds none. */
  readonly version: number | null;
  readonly isPro: boolean;
  readonly isFlashLite: boolean;
  /** False for generations that refuse `thinkingConfig`. */
  readonly canThink: boolean;
  /** Thinks by level (`low`, `high`) instead of by token budget, and insists on thought signatures of calls. */
  readonly thinksByLevel: boolean;
  /** Takes a JSON Schema as it is written; older ones take a subset of OpenAPI's. */
  readonly takesJsonSchema: boolean;
}

/** @source https://ai.google.dev/gemini-api/docs/thinking, https://ai.google.dev/gemini-api/docs/structured-output */
export function modelTraits(model: string): ModelTraits {
  const name = model.slice(model.lastIndexOf("/") + 1);
  const digits = /^gemini-(\d+(?:\.\d+)?)/.exec(name)?.[1];
  const version = digits === undefined ? null : Number(digits);
  return {
    version,
    isPro: name.includes("pro"),
    isFlashLite: name.includes("flash-lite"),
    canThink: (version === null && !name.startsWith("gemma")) || (version ?? 0) >= 2.5 || name.includes("thinking"),
    thinksByLevel: (version ?? 0) >= 3,
    takesJsonSchema: version === null || version >= 2,
  };
}
