/** How each deployment stands, asked when somebody scrapes; as many as the file has. */
import type { Catalog } from "../contract/deployment.ts";
import type { MetricBook, Reading } from "./metric-book.ts";
import { placeLabels, placeLabelsOf } from "./place-labels.ts";

export interface DeploymentStanding {
  readonly isResting: boolean;
  /** The newest word about it, of a request or a health check; null = none. */
  readonly isWell: boolean | null;
  readonly inFlight: number;
}

export interface DeploymentSources {
  readonly deployments: () => Catalog["deployments"];
  readonly standingOf: (deploymentId: string) => DeploymentStanding;
}

type Deployment = Catalog["deployments"][number];

export function addDeploymentGauges(book: MetricBook, { deployments, standingOf }: DeploymentSources): void {
  const gauge = (name: string, help: string, read: (deployment: Deployment) => number | null): void =>
    book.gauge({ name, help, labels: placeLabels }, () => readings(deployments(), read));
  gauge("litellm_deployment_state", "0 = well, 1 = its last call failed, 2 = resting.", ({ id }) =>
    stateOf(standingOf(id)),
  );
  gauge("litellm_deployment_rpm_limit", "Requests per minute, as the file limits them.", ({ rpm }) => rpm);
  gauge("litellm_deployment_tpm_limit", "Tokens per minute, as the file limits them.", ({ tpm }) => tpm);
  gauge("portico_deployment_in_flight", "Calls that run now.", ({ id }) => standingOf(id).inFlight);
  book.gauge({ name: "portico_deployments_resting", help: "Deployments in cooldown now." }, () => [
    { labels: {}, value: deployments().filter(({ id }) => standingOf(id).isResting).length },
  ]);
}

function stateOf({ isResting, isWell }: DeploymentStanding): number {
  if (isResting) return 2;
  return isWell === false ? 1 : 0;
}

function readings(deployments: readonly Deployment[], read: (deployment: Deployment) => number | null): Reading[] {
  return deployments.flatMap((deployment) => {
    const value = read(deployment);
    return value === null ? [] : [{ labels: placeLabelsOf(deployment), value }];
  });
}
