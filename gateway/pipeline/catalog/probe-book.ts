/**
 * What probes found, in memory and in the log's file: after a restart it is read once.
 *
 * A result belongs to what was asked (provider, address, model): a deployment that was pointed elsewhere is unprobed.
 */
import type { ProbedAbility } from "../../contract/deployment-figures.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { abilitySchema, type Ability } from "../../contract/model-catalog.ts";

export interface ProbeStore {
  probes(): Promise<readonly ProbedAbility[]>;
  keepProbes(probes: readonly ProbedAbility[]): void;
}

export class ProbeBook {
  readonly #store: ProbeStore;
  #byDeployment: Promise<Map<string, Map<string, ProbedAbility>>> | null = null;

  constructor(store: ProbeStore) {
    this.#store = store;
  }

  /** @returns looks a deployment's results up */
  async open(): Promise<(deployment: Deployment) => Ability[]> {
    const known = await this.#load();
    return (deployment) => {
      const target = targetOf(deployment);
      return [...(known.get(deployment.id)?.values() ?? [])]
        .filter((probe) => probe.target === target)
        .flatMap(asAbility);
    };
  }

  async keep(deployment: Deployment, found: readonly Ability[], at: number): Promise<void> {
    const known = await this.#load();
    const target = targetOf(deployment);
    const probes = found.map(({ name, state, evidence }): ProbedAbility => {
      return { deploymentId: deployment.id, ability: name, target, state, evidence: evidence ?? "", at };
    });
    const own = known.get(deployment.id) ?? new Map<string, ProbedAbility>();
    for (const probe of probes) own.set(probe.ability, probe);
    known.set(deployment.id, own);
    if (probes.length > 0) this.#store.keepProbes(probes);
  }

  #load(): Promise<Map<string, Map<string, ProbedAbility>>> {
    this.#byDeployment ??= this.#store.probes().then(grouped, () => new Map()); // a log that cannot be read has none
    return this.#byDeployment;
  }
}

function grouped(probes: readonly ProbedAbility[]): Map<string, Map<string, ProbedAbility>> {
  const groups = new Map<string, Map<string, ProbedAbility>>();
  for (const probe of probes) {
    const group = groups.get(probe.deploymentId) ?? new Map<string, ProbedAbility>();
    groups.set(probe.deploymentId, group.set(probe.ability, probe));
  }
  return groups;
}

/** An address may hold a password or a key: only its place is kept. */
function targetOf({ provider, apiBase, upstreamModel }: Deployment): string {
  const { origin = "", pathname = "" } = URL.canParse(apiBase) ? new URL(apiBase) : {};
  return JSON.stringify([provider, origin + pathname, upstreamModel]);
}

/** A result of an ability that this version does not know is passed over. */
function asAbility({ ability: name, state, evidence, at }: ProbedAbility): Ability[] {
  const parsed = abilitySchema.safeParse({ name, state, source: "probe", evidence, at });
  return parsed.success ? [parsed.data] : [];
}
