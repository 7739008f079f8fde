/** Differences that are no choice: what is not built yet. */
import type { Rule } from "../compare.ts";

export const laterRules: readonly Rule[] = [
  {
    id: "model-table-later",
    cases: /^(get|key|route)-/,
    fields: /^body(\.data\[[^\]]*\])?\.(mode|max_input_tokens|max_output_tokens)$/,
    portico: /^\(absent\)$/,
    reason: "limits and modes that the config does not state come from LiteLLM's table, which is not there yet",
    isLater: true,
  },
];
