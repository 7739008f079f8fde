/** Which cases run with which config. */
import { chatCases } from "./cases/chat.ts";
import { faultCases } from "./cases/faults.ts";
import { messageCases } from "./cases/messages.ts";
import { otherCases } from "./cases/others.ts";
import { passThroughCases } from "./cases/pass-through.ts";
import { plainHttpCases } from "./cases/plain-http.ts";
import { responseCases } from "./cases/responses.ts";
import { routingCases } from "./cases/routing.ts";
import { configText } from "./configs.ts";
import type { Suite } from "./run-suite.ts";

export const suites: readonly Suite[] = [
  {
    name: "providers",
    config: (upstream) => configText("providers", upstream),
    cases: [
      ...plainHttpCases(),
      ...chatCases(),
      ...messageCases(),
      ...responseCases(),
      ...otherCases(),
      ...passThroughCases(),
      ...faultCases(),
    ],
  },
  { name: "routing", config: (upstream) => configText("routing", upstream), cases: routingCases() },
];
