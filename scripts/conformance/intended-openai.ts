/** Intended differences of OpenAI's routes, whatever provider stands behind them. */
import type { Rule } from "./compare.ts";
import { otherRouteRules } from "./intended/other-routes.ts";
import { parameterRules } from "./intended/parameters.ts";
import { questionRules } from "./intended/questions.ts";
import { translatedChatRules } from "./intended/translated-chat.ts";

export const intendedOpenai: readonly Rule[] = [
  ...translatedChatRules,
  ...parameterRules,
  ...otherRouteRules,
  ...questionRules,
];
