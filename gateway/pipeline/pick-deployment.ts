/** Gets the deployment of the next attempt from the router, waiting for a free slot where all are busy. */
import { startDeadline } from "../base/deadline.ts";
import type { Deployment } from "../contract/deployment.ts";
import type { PickInput, Router } from "../routing/router.ts";
import { timeoutFor } from "./attempt.ts";
import type { Admitted } from "./exchange.ts";
import type { Journey } from "./journey.ts";
import { noDeployment } from "./no-deployment.ts";

/** @returns a deployment whose call is counted as running @throws GatewayError that nobody may take it, or the client left */
export async function pickDeployment(
  at: Admitted,
  input: PickInput,
  router: Router,
  journey: Journey,
): Promise<Deployment> {
  const pick = router.take(input);
  if (pick.picked !== null) {
    journey.trace.picked(at, pick, pick.picked.id);
    return pick.picked;
  }
  const busy = pick.judged.filter(({ excluded }) => excluded === "max_parallel_requests");
  const id =
    busy.length === 0
      ? null
      : await freeSlot(
          at,
          busy.map(({ deployment }) => deployment.id),
          router,
          journey,
        );
  journey.trace.picked(at, pick, id);
  const deployment = busy.find((one) => one.deployment.id === id)?.deployment;
  if (deployment === undefined) throw noDeployment(at, pick.judged, router.backInMs(pick.judged));
  return deployment;
}

/** @returns null when the time that an attempt may take is over */
async function freeSlot(
  at: Admitted,
  ids: readonly string[],
  router: Router,
  journey: Journey,
): Promise<string | null> {
  const wait = router.waitForSlot(ids);
  const deadline = startDeadline(timeoutFor(at, null), () => wait.giveUp());
  journey.whenLeft(() => wait.giveUp());
  const id = await wait.slot;
  deadline.dispose();
  try {
    journey.assertPresent();
  } catch (left) {
    if (id !== null) router.release(id);
    throw left;
  }
  return id;
}
