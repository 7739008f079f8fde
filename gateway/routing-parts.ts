/** What picks and prices, as the running gateway and the questions without one build it alike. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "./base/clock.ts";
import { startPause } from "./base/pause.ts";
import { installDirectory } from "./cli/install-directory.ts";
import { ChatOnlyDeployments } from "./pipeline/chat-only-deployments.ts";
import type { PipelineParts } from "./pipeline/handle-chat.ts";
import { Router } from "./routing/router.ts";
import { maxInputTokens, tokenPrice } from "./pipeline/routing-facts.ts";
import { PriceBook } from "./pricing/price-book.ts";
import type { RoutingSeams } from "./gateway-options.ts";

type RoutingParts = Pick<PipelineParts, "random" | "router" | "startPause" | "maxInputTokensOf" | "chatOnly">;

export function routingParts(prices: PriceBook, seams: RoutingSeams = {}): RoutingParts {
  const { clock = systemClock, random = Math.random } = seams;
  return {
    random,
    router: new Router({ clock, random, priceOf: (deployment) => tokenPrice(deployment, prices) }),
    startPause: seams.startPause ?? startPause,
    maxInputTokensOf: (deployment) => maxInputTokens(deployment, prices),
    chatOnly: new ChatOnlyDeployments(),
  };
}

export function priceMapFile(): string {
  return join(installDirectory(fileURLToPath(import.meta.url)), "resources", "price-map.json");
}
