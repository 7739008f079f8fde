/**
 * Is the gateway alive: one cheap GET, and a watch that notices a process that runs but no longer answers.
 *
 * `/health/liveliness` needs no key and holds no data. Several misses in a row count, so that a machine that
 * just woke from sleep, or one slow answer, ends nothing.
 */
import { requestGateway, type GatewayOrigin } from "./gateway-connection.ts";
import type { Timers } from "./timers.ts";

/** True when the gateway answers 200 within `timeoutMs`; never rejects. */
export type HealthProbe = (gateway: GatewayOrigin, timeoutMs: number) => Promise<boolean>;

export const probeLiveliness: HealthProbe = (gateway, timeoutMs) =>
  new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const request = requestGateway(gateway, "/health/liveliness", { signal });
    request.once("response", (reply) => {
      reply.on("error", () => {}).resume();
      resolve(reply.statusCode === 200);
    });
    request.on("error", () => resolve(false));
    request.end();
  });

export const healthLimits = { everyMs: 10_000, timeoutMs: 5_000, misses: 3 } as const;

/** Calls `onHung` once after three missed answers in a row; the returned function ends the watch. */
export function watchHealth(timers: Timers, probe: () => Promise<boolean>, onHung: () => void): () => void {
  let ended = false;
  let misses = 0;
  let cancel = (): void => {};
  const check = async (): Promise<void> => {
    const alive = await probe();
    if (ended) return;
    misses = alive ? 0 : misses + 1;
    if (misses >= healthLimits.misses) return onHung();
    arm();
  };
  const arm = (): void => {
    cancel = timers.after(healthLimits.everyMs, () => void check());
  };
  arm();
  return () => {
    ended = true;
    cancel();
  };
}
