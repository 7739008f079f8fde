/** The differences that are meant, each with its reason. docs/litellm-differences.md is made from this list. */
import type { Rule } from "./compare.ts";

export const intended: readonly Rule[] = [];
