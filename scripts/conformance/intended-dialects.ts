/** Intended differences of the Messages and Responses routes, and of providers' faults. */
import type { Rule } from "./compare.ts";
import { countRules } from "./intended/counts.ts";
import { everyDialectRules } from "./intended/every-dialect.ts";
import { messageRules } from "./intended/messages.ts";
import { responseRules } from "./intended/responses.ts";
import { streamFaultRules } from "./intended/stream-faults.ts";

export const intendedDialects: readonly Rule[] = [
  ...everyDialectRules,
  ...messageRules,
  ...countRules,
  ...responseRules,
  ...streamFaultRules,
];
