/** Intended differences of the Messages and Responses routes, and of providers' faults. */
import type { Rule } from "./compare.ts";

export const intendedDialects: readonly Rule[] = [];
