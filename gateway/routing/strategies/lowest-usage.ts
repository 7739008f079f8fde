/** usage-based-routing and its -v2: the deployment with the fewest tokens in the running minute; equals share evenly. */
import { drawLowest, type Strategy } from "./strategy.ts";

export const lowestUsage: Strategy = (input) =>
  drawLowest(
    input,
    input.deployments.map(({ id }) => input.loads.of(id).tokens),
  );
