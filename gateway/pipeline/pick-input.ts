/** What the router is asked for one attempt of a request. */
import type { PreCallFacts } from "../routing/pre-call-checks.ts";
import type { PickInput } from "../routing/router.ts";
import type { Resolved } from "./exchange.ts";

export function pickInputFor(at: Resolved, facts: PreCallFacts, tried: ReadonlySet<string>): PickInput {
  const { group, catalog, wishes, isStream } = at;
  return { group, settings: catalog.settings.routing, facts, tags: wishes.tags, tried, isStream };
}
