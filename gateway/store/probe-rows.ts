/** The small table of what deployments were found able to do: the newest result of each, as long as it is worth something. */
import type { ProbedAbility } from "../contract/deployment-figures.ts";
import type { Connection } from "./database.ts";

/** Models behind a name change; what was found long ago says nothing. */
const keptDays = 180;
const dayMs = 86_400_000;

export function readProbes(connection: Connection): ProbedAbility[] {
  return connection
    .prepare<[], ProbedAbility>(
      "SELECT deployment_id AS deploymentId, ability, target, state, evidence, at FROM ability_probe",
    )
    .all();
}

/** @param redact  a provider's words may repeat a key */
export function writeProbes(
  connection: Connection,
  probes: readonly ProbedAbility[],
  redact: (text: string) => string,
): void {
  const insert = connection.prepare(
    `INSERT OR REPLACE INTO ability_probe (deployment_id, ability, target, state, evidence, at)
     VALUES (@deploymentId, @ability, @target, @state, @evidence, @at)`,
  );
  const newest = Math.max(...probes.map(({ at }) => at));
  connection.transaction(() => {
    for (const probe of probes) insert.run({ ...probe, evidence: redact(probe.evidence) });
    connection.prepare<[number]>("DELETE FROM ability_probe WHERE at < ?").run(newest - keptDays * dayMs);
  })();
}
