/**
 * The only retry loop: a group's deployments, attempt by attempt, then the groups that stand in for it.
 *
 * It ends before the first byte goes to the client, so a retry can never repeat what was seen. When everything failed,
 * the failure of the first attempt is what the client reads: the later ones are in the log.
 */
import type { Clock } from "../base/clock.ts";
import type { StartPause } from "../base/pause.ts";
import type { Deployment } from "../contract/deployment.ts";
import { GatewayError } from "../contract/errors.ts";
import type { PriceBook } from "../pricing/price-book.ts";
import type { TokenUsage } from "../contract/usage.ts";
import { fallbacksFor, type FallbackChoice } from "../routing/fallbacks.ts";
import { fillWildcards } from "../routing/resolve-alias.ts";
import { judgeRetry, retryLimit } from "../routing/retry-policy.ts";
import type { PickInput, Router } from "../routing/router.ts";
import { attempt, type SendParts } from "./attempt.ts";
import { enterFallback, type FallbackPath } from "./enter-fallback.ts";
import type { Admitted, Routed } from "./exchange.ts";
import { Journey } from "./journey.ts";
import { pickDeployment } from "./pick-deployment.ts";
import { pickInputFor } from "./pick-input.ts";
import { preCallFacts } from "./pre-call-facts.ts";
import type { RequestRecord } from "./record.ts";
import type { UpstreamReply } from "./send.ts";
import { Settlement } from "./settlement.ts";

export interface AttemptParts extends SendParts {
  readonly clock: Clock;
  readonly router: Router;
  readonly prices: PriceBook;
  readonly random: () => number;
  readonly startPause: StartPause;
  /** What is known of a model's context window beyond the file; null = not known. */
  readonly maxInputTokensOf: (deployment: Deployment) => number | null;
}

export interface Answered {
  readonly routed: Routed;
  readonly reply: UpstreamReply;
  /** Must be closed when the answer is over, however it ended. */
  readonly settlement: Settlement;
  /** Asks the fallbacks to go on with a stream that broke; null = nobody may. */
  readonly resume: Resume | null;
}

/** @param used  as the broken stream reported it @throws GatewayError when nobody goes on */
export type Resume = (failure: GatewayError, used: TokenUsage) => Promise<Answered>;

type Attempted = Omit<Answered, "resume">;

/** @throws GatewayError the first attempt's failure, or that nobody could be asked */
export async function attemptLoop(admitted: Admitted, parts: AttemptParts, record: RequestRecord): Promise<Answered> {
  const journey = new Journey(admitted, record, preCallFacts(admitted, parts.maxInputTokensOf));
  journey.enter(admitted);
  return withFallbacks(admitted, { parts, journey, path: [] });
}

async function withFallbacks(at: Admitted, scene: FallbackScene): Promise<Answered> {
  try {
    return withResume(await tryGroup(at, scene.parts, scene.journey), at, scene);
  } catch (failure) {
    if (!(failure instanceof GatewayError)) throw failure;
    return fallBack(at, failure, scene);
  }
}

interface FallbackScene extends FallbackPath {
  readonly parts: AttemptParts;
}

/** @throws GatewayError the failure itself, when no other group answers */
async function fallBack(at: Admitted, failure: GatewayError, scene: FallbackScene): Promise<Answered> {
  const choice = fallbacksOf(at, failure);
  for (const name of choice.groups) {
    if (name === at.groupName) continue; // a default that names the group itself
    const next = enterFallback(name, at, choice, scene, scene.parts.prices);
    if (next === null) continue;
    try {
      await next.reservation.onDisk();
      return await withFallbacks(next, { ...scene, path: [...scene.path, at] });
    } catch (later) {
      if (!(later instanceof GatewayError) || later.code === "client_disconnected") throw later;
    }
  }
  throw failure;
}

/** A stream of an alias in `continue_streams` goes on elsewhere when it breaks. */
function withResume(answered: Attempted, at: Admitted, scene: FallbackScene): Answered {
  const { resumable } = at;
  if (resumable === null || answered.reply.kind !== "stream") return { ...answered, resume: null };
  const { record, trace } = scene.journey;
  const resume: Resume = async (failure, used) => {
    if (!resumable.canResume) throw failure;
    resumable.resume(record.partEnded(used));
    at.reservation.goesOn();
    trace.add({ type: "continued", afterCharacters: resumable.characters, errorCode: failure.code });
    try {
      const next = await fallBackAlong(at, failure, scene);
      record.partBegan();
      return next;
    } catch (none) {
      at.reservation.attempt(answered.routed.deployment); // the one that answered is the one to charge
      throw none;
    }
  };
  return { ...answered, resume };
}

/** The group's own fallbacks, then what is left of those that led to it. */
async function fallBackAlong(at: Admitted, failure: GatewayError, scene: FallbackScene): Promise<Answered> {
  try {
    return await fallBack(at, failure, scene);
  } catch (none) {
    const parent = scene.path.at(-1);
    if (none !== failure || parent === undefined) throw none;
    return fallBackAlong(parent, failure, { ...scene, path: scene.path.slice(0, -1) });
  }
}

function fallbacksOf({ groupName, group, catalog, wishes }: Admitted, failure: GatewayError): FallbackChoice {
  return fallbacksFor(failure, [groupName, group.alias], catalog.settings.routing, wishes.fallbacks);
}

/** @throws GatewayError the group's first failure */
async function tryGroup(at: Admitted, parts: AttemptParts, journey: Journey): Promise<Attempted> {
  const tried = new Set<string>();
  const input = pickInputFor(at, journey.facts, (deployment) => at.reservation.refusal(deployment), tried);
  let first: GatewayError | null = null;
  journey.trace.retries = 0;
  journey.trace.maxRetries = null;
  for (let retries = 0; ; retries++) {
    try {
      return await tryOnce(at, input, parts, journey);
    } catch (failure) {
      if (!(failure instanceof Failed)) throw first !== null && isNoDeployment(failure) ? first : failure;
      first ??= failure.error;
      tried.add(failure.deployment.id);
      const goesOn = await pauseBeforeRetry(failure, retries, { at, input, parts, journey });
      if (!goesOn) throw failure.error.code === "client_disconnected" ? failure.error : first;
    }
  }
}

/** Nobody was left to retry on: what went wrong before says more. */
function isNoDeployment(failure: unknown): boolean {
  return failure instanceof GatewayError && failure.code !== "client_disconnected";
}

/** An attempt that failed, and on whom. */
class Failed extends Error {
  readonly deployment: Deployment;
  readonly error: GatewayError;

  constructor(deployment: Deployment, error: GatewayError) {
    super(error.message, { cause: error });
    this.deployment = deployment;
    this.error = error;
  }
}

/** @throws Failed, or GatewayError when nobody could be picked */
async function tryOnce(at: Admitted, input: PickInput, parts: AttemptParts, journey: Journey): Promise<Attempted> {
  const { record } = journey;
  const deployment = await pickDeployment(at, input, parts.router, journey);
  const routed = { ...at, deployment, upstreamModel: fillWildcards(deployment.upstreamModel, at.captures) };
  journey.trace.maxRetries ??= at.wishes.numRetries ?? deployment.numRetries ?? at.catalog.settings.numRetries;
  record.startAttempt(routed);
  const settlement = new Settlement({ routed, input, parts, journey });
  try {
    const reply = await attempt(routed, parts, record, journey.whenLeft);
    record.endAttempt(200, null);
    settlement.answered();
    return { routed, reply, settlement };
  } catch (failure) {
    const error = failure instanceof GatewayError ? failure : null;
    settlement.failed(error);
    if (error === null) throw failure;
    record.endAttempt(error.status, error);
    throw new Failed(deployment, error);
  }
}

interface RetryScene {
  readonly at: Admitted;
  readonly input: PickInput;
  readonly parts: AttemptParts;
  readonly journey: Journey;
}

/** @returns false when the group is given up; else after the pause that the policy asks for */
async function pauseBeforeRetry({ deployment, error }: Failed, retries: number, scene: RetryScene): Promise<boolean> {
  const { at, parts, journey } = scene;
  const { settings } = at.catalog;
  const { routing, numRetries } = settings;
  const { limit, isByPolicy } = retryLimit(at.wishes.numRetries, deployment, error, {
    group: at.groupName,
    routing,
    numRetries,
  });
  journey.trace.maxRetries = limit;
  const choice = fallbacksOf(at, error);
  const verdict = judgeRetry({
    failure: error,
    retries,
    limit: journey.isExhausted ? 0 : limit,
    isByPolicy,
    ...standing(scene),
    hasOwnFallbacks: choice.isOwn && choice.groups.length > 0,
    hasFallbacks: choice.groups.length > 0,
    retryAfterMs: settings.retryAfterMs,
    random: parts.random,
  });
  if (!verdict.retry) {
    journey.trace.add({ type: "gave_up", group: at.groupName, reason: verdict.reason });
    return false;
  }
  journey.trace.retries = retries + 1;
  journey.trace.add({ type: "retry", waitMs: Math.round(verdict.waitMs), retry: retries + 1, of: limit });
  if (verdict.waitMs > 0) await pause(verdict.waitMs, parts, journey);
  journey.assertPresent();
  return true;
}

/** Who could take the next attempt: someone new to this request, or anyone at all. */
function standing({ input, parts }: RetryScene): { readonly hasOther: boolean; readonly hasAny: boolean } {
  const open = parts.router
    .peek(input)
    .judged.filter(({ excluded }) => excluded === null || excluded === "max_parallel_requests");
  return { hasOther: open.some(({ deployment: { id } }) => !input.tried.has(id)), hasAny: open.length > 0 };
}

async function pause(ms: number, { startPause }: AttemptParts, journey: Journey): Promise<void> {
  const waiting = startPause(ms);
  journey.whenLeft(() => waiting.end());
  await waiting.over;
}
