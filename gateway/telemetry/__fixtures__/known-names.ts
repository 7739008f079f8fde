/** What a file of these deployments knows by name, one alias `m` over all of them, and a wildcard. */
import { deploymentFor as deployment } from "../../base/__fixtures__/deployment.ts";
import type { Deployment } from "../../contract/deployment.ts";
import type { KnownNames } from "../bounded-names.ts";

export function deploymentFor(id: string, changes: Partial<Deployment> = {}): Deployment {
  return deployment(`openai/${id}-model`, { id, alias: "m", ...changes });
}

export function namesOf(deployments: readonly Deployment[]): KnownNames {
  const group = { alias: "m", deployments };
  return {
    groups: new Map([["m", group]]),
    groupAliases: new Map(),
    byId: new Map(deployments.map((each) => [each.id, each])),
    byLitellmModel: new Map(),
    wildcards: [{ alias: "wild/*", deployments, pattern: /^wild\/(.*)$/ }],
  };
}
