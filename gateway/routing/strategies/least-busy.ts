/** least-busy: the deployment with the fewest requests in flight; equals share evenly. */
import { drawLowest, type Strategy } from "./strategy.ts";

export const leastBusy: Strategy = (input) =>
  drawLowest(
    input,
    input.deployments.map(({ id }) => input.loads.of(id).inFlight),
  );
