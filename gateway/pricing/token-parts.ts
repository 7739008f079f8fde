/**
 * What the tokens of a request are, each counted once: fresh, cached and written, heard and seen, said and thought.
 *
 * Providers count the same token in several places: what was cached also stands among the image tokens, and reasoning
 * among the completion. The parts here never overlap and sum up to prompt and completion.
 */
import type { CostUnit } from "../contract/cost.ts";
import type { TokenUsage } from "../contract/usage.ts";

export interface TokenPart {
  readonly unit: CostUnit;
  readonly quantity: number;
}

/** @returns null when the counts contradict each other: more was cached than was sent */
export function promptParts(usage: TokenUsage, promptTokens: number): readonly TokenPart[] | null {
  const cached = usage.cachedTokens ?? 0;
  const written = usage.cacheWriteTokens ?? 0;
  const forAnHour = Math.min(usage.cacheWrite1hTokens ?? 0, written);
  const fresh = promptTokens - cached - written;
  if (fresh < 0) return null;
  const audio = Math.min(usage.promptAudioTokens ?? 0, fresh);
  const image = Math.min(usage.promptImageTokens ?? 0, fresh - audio);
  return present([
    { unit: "input", quantity: fresh - audio - image },
    { unit: "audio_input", quantity: audio },
    { unit: "image_input", quantity: image },
    { unit: "cache_read", quantity: cached },
    { unit: "cache_write", quantity: written - forAnHour },
    { unit: "cache_write_1h", quantity: forAnHour },
  ]);
}

export function completionParts(usage: TokenUsage, completionTokens: number): readonly TokenPart[] {
  const audio = Math.min(usage.completionAudioTokens ?? 0, completionTokens);
  const image = Math.min(usage.completionImageTokens ?? 0, completionTokens - audio);
  const reasoning = Math.min(usage.reasoningTokens ?? 0, completionTokens - audio - image);
  return present([
    { unit: "output", quantity: completionTokens - audio - image - reasoning },
    { unit: "reasoning", quantity: reasoning },
    { unit: "audio_output", quantity: audio },
    { unit: "image_output", quantity: image },
  ]);
}

function present(parts: readonly TokenPart[]): readonly TokenPart[] {
  return parts.filter(({ quantity }) => quantity > 0);
}
