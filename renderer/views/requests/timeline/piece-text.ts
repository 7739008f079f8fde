/** The text that a piece of a stream carried, found in the kept answer by the bytes that went before it. */
import type { ChunkSeries } from "../../../../gateway/contract/request-wire.ts";

const shownCharacters = 2000;

export interface KeptText {
  /** @returns the text of a piece; null when the log did not keep that part of the answer */
  readonly of: (index: number) => string | null;
}

/** @param body  the kept answer, word for word from its beginning */
export function keptText({ sizes }: ChunkSeries, body: string): KeptText {
  const bytes = new TextEncoder().encode(body);
  const starts = new Float64Array(sizes.length + 1);
  for (const [index, size] of sizes.entries()) starts[index + 1] = (starts[index] ?? 0) + size;
  const decoder = new TextDecoder();
  return {
    of: (index) => {
      const [from = 0, to = 0] = [starts[index], starts[index + 1]];
      if (from >= bytes.length) return null;
      return decoder.decode(bytes.subarray(from, to)).slice(0, shownCharacters);
    },
  };
}
