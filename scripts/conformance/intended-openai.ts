/** Intended differences of OpenAI's routes, whatever provider stands behind them; the first ones are in intended/. */
import type { Rule } from "./compare.ts";

export const intendedOpenai: readonly Rule[] = [];
