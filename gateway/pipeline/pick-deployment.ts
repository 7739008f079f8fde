/**
 * Gets the deployment of the next attempt from the router, waiting for a free slot where all are busy.
 *
 * Its part of the request's reservation is held in the same turn as the pick, so no other request comes between.
 */
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
    at.reservation.attempt(pick.picked);
    journey.trace.picked(at, pick, pick.picked.id);
    return pick.picked;
  }
  const busy = pick.judged
    .filter(({ excluded }) => excluded === "max_parallel_requests")
    .map(({ deployment }) => deployment);
  const freed = busy.length === 0 ? null : await freeSlot(at, busy, router, journey);
  journey.trace.picked(at, pick, freed?.id ?? null);
  if (freed === null) {
    const refusal = (one: Deployment) => at.reservation.refusal(one);
    throw noDeployment(at, pick.judged, router.backInMs(pick.judged), refusal);
  }
  holdFreed(freed, at, router);
  return freed;
}

/** Its budget may have been spent while the request waited for it. @throws GatewayError `budget_exceeded`, `budget_reserved` */
function holdFreed(freed: Deployment, { reservation }: Admitted, router: Router): void {
  const refused = reservation.refusal(freed);
  if (refused === null) return reservation.attempt(freed);
  router.release(freed.id);
  throw refused;
}

/** @returns null when the time that an attempt may take is over */
async function freeSlot(
  at: Admitted,
  busy: readonly Deployment[],
  router: Router,
  journey: Journey,
): Promise<Deployment | null> {
  const wait = router.waitForSlot(busy.map(({ id }) => id));
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
  return busy.find((deployment) => deployment.id === id) ?? null;
}
