/** The differences that are meant, each with its reason. docs/litellm-differences.md is made from this list. */
import type { Rule } from "./compare.ts";
import { chatRules } from "./intended/chat.ts";
import { doorRules } from "./intended/door.ts";
import { faultRules } from "./intended/faults.ts";
import { laterRules } from "./intended/later.ts";
import { intendedDialects } from "./intended-dialects.ts";
import { intendedOpenai } from "./intended-openai.ts";

export const intended: readonly Rule[] = [
  ...intendedOpenai,
  ...intendedDialects,
  ...doorRules,
  ...faultRules,
  ...chatRules,
  ...laterRules,
];
