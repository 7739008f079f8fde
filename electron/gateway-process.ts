/**
 * Keeps the gateway's process alive: start, probe, watch, restart with backoff on the same port, drain on quit.
 *
 * One loop owns the whole life, so two gateways can never run at once. A window or a renderer that dies does not
 * touch it: streams go on. Law: a port once opened is kept; a taken port is a failure in words, never another port.
 */
import { randomBytes } from "node:crypto";
import type { GatewayProcessState } from "../gateway/contract/desktop.ts";
import type { GatewayOrigin } from "./gateway-connection.ts";
import { healthLimits, watchHealth, type HealthProbe } from "./gateway-health.ts";
import { GatewaySession, type GatewayChild, type Listening } from "./gateway-session.ts";
import { judgeRestart } from "./restart-policy.ts";
import { pause, type Timers } from "./timers.ts";
import type { Words } from "./words.ts";

/** Where the running gateway is, and what opens its panel API. Stays in the main process. */
export interface GatewayEndpoint extends GatewayOrigin {
  readonly port: number;
  readonly panelToken: string;
  readonly configFile: string;
  readonly masterKey: string | null;
}

export interface GatewayProcessOptions {
  /** Starts the gateway's entry in a process of its own. */
  readonly fork: () => GatewayChild;
  /** Command line for the gateway; `port` is the one it had before, null at the first start. */
  readonly argv: (port: number | null) => readonly string[];
  /** Provider keys, read anew at each start. */
  readonly secrets: () => Promise<Record<string, string>>;
  readonly probe: HealthProbe;
  readonly killHard: (pid: number) => void;
  readonly timers: Timers;
  readonly words: Words;
}

/** How one run ended: `stopped` was wished for; `refused` will not heal by itself; `broken` may. */
interface RunEnd {
  readonly outcome: "stopped" | "refused" | "broken";
  readonly message: string;
}

const firstProbe = { tries: 20, everyMs: 250, timeoutMs: 1_000 } as const;

export class GatewayProcess {
  readonly #options: GatewayProcessOptions;
  readonly #listeners = new Set<(state: GatewayProcessState) => void>();
  #state: GatewayProcessState = { state: "stopped", port: null, message: null };
  #endpoint: GatewayEndpoint | null = null;
  #session: GatewaySession | null = null;
  #loop: Promise<void> | null = null;
  #wish = new AbortController();
  #isClosed = false;
  #restart: Promise<void> | null = null;

  constructor(options: GatewayProcessOptions) {
    this.#options = options;
  }

  state(): GatewayProcessState {
    return this.#state;
  }

  /** Null unless the gateway is running: callers then say so instead of talking to a stranger on the port. */
  endpoint(): GatewayEndpoint | null {
    return this.#state.state === "running" ? this.#endpoint : null;
  }

  /** Hears every change of state; the returned function ends it. */
  subscribe(listener: (state: GatewayProcessState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts the gateway and keeps it alive; does nothing when it is kept alive already or the shell is quitting. */
  start(): void {
    if (this.#loop !== null || this.#isClosed) return;
    this.#wish = new AbortController();
    this.#loop = this.#keepAlive(this.#wish.signal).finally(() => (this.#loop = null));
  }

  /** Drains, stops and starts again on the same port. Calls that overlap share one restart. */
  restart(): Promise<void> {
    this.#restart ??= this.#stopThenStart().finally(() => (this.#restart = null));
    return this.#restart;
  }

  /** Drains and stops for good: nothing starts a gateway after this. Resolves when the process is gone. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#stop();
    this.#publish("stopped", null);
  }

  async #stopThenStart(): Promise<void> {
    if (this.#isClosed) return;
    this.#publish("restarting", null);
    await this.#stop();
    this.start();
  }

  async #stop(): Promise<void> {
    this.#wish.abort();
    await this.#session?.stop();
    await this.#loop;
  }

  async #keepAlive(wish: AbortSignal): Promise<void> {
    let failuresAtMs: readonly number[] = [];
    this.#publish(this.#endpoint === null ? "starting" : "restarting", null);
    while (!wish.aborted) {
      const end = await this.#runOnce(wish);
      if (wish.aborted || end.outcome === "stopped") return;
      const isFirstTry = failuresAtMs.length === 0;
      if (end.outcome === "refused" && isFirstTry) return this.#publish("failed", end.message);
      const verdict = judgeRestart(failuresAtMs, this.#options.timers.nowMs());
      failuresAtMs = verdict.failuresAtMs;
      if (verdict.delayMs === null) {
        return this.#publish("failed", this.#options.words.crashLoop(failuresAtMs.length, end.message));
      }
      this.#publish("restarting", end.message);
      await pause(this.#options.timers, verdict.delayMs, wish);
    }
  }

  async #runOnce(wish: AbortSignal): Promise<RunEnd> {
    const panelToken = randomBytes(32).toString("base64url");
    const session = await this.#open(panelToken, wish);
    if (session === null) return { outcome: "broken", message: this.#options.words.noStart };
    this.#session = session;
    if (wish.aborted) void session.stop();
    const opening = await session.opening;
    const end =
      opening.outcome === "listening" ? await this.#serve(session, opening.listening, panelToken, wish) : opening;
    await session.exited;
    this.#session = null;
    return end;
  }

  async #open(panelToken: string, wish: AbortSignal): Promise<GatewaySession | null> {
    const { argv, secrets, fork, timers, words, killHard } = this.#options;
    const onCertificate = (certificate: string): void => {
      if (this.#endpoint !== null) this.#endpoint = { ...this.#endpoint, certificate };
    };
    try {
      const start = {
        type: "start" as const,
        argv: [...argv(this.#endpoint?.port ?? null)],
        secrets: await secrets(),
        panelToken,
      };
      return wish.aborted ? null : new GatewaySession({ child: fork(), start, timers, words, killHard, onCertificate });
    } catch {
      return null;
    }
  }

  async #serve(session: GatewaySession, listening: Listening, panelToken: string, wish: AbortSignal): Promise<RunEnd> {
    const { certificate = null } = listening;
    const scheme = certificate === null ? "http" : "https";
    const origin = `${scheme}://${listening.host === "::1" ? "[::1]" : "127.0.0.1"}:${listening.port}`;
    const { words, timers, probe } = this.#options;
    if (!(await this.#isAlive(session, { origin, certificate }, wish))) {
      if (!wish.aborted) session.kill();
      return { outcome: wish.aborted ? "stopped" : "broken", message: words.notAlive(listening.port) };
    }
    const { port, configFile, masterKey } = listening;
    const endpoint = { origin, certificate, port, configFile, masterKey, panelToken };
    this.#endpoint = endpoint;
    if (!wish.aborted) this.#publish("running", null);
    let hung = false;
    const endWatch = watchHealth(
      timers,
      () => probe(this.#endpoint ?? endpoint, healthLimits.timeoutMs),
      () => {
        hung = true;
        session.kill();
      },
    );
    const code = await session.exited;
    endWatch();
    return { outcome: wish.aborted ? "stopped" : "broken", message: hung ? words.hung : words.exited(code) };
  }

  /** The port is open before the first answer is sure; a few tries cover a slow machine. */
  async #isAlive(session: GatewaySession, gateway: GatewayOrigin, wish: AbortSignal): Promise<boolean> {
    const gone = new AbortController();
    const giveUp = AbortSignal.any([gone.signal, wish]);
    void session.exited.then(() => gone.abort());
    for (let tried = 0; tried < firstProbe.tries && !giveUp.aborted; tried += 1) {
      if (await this.#options.probe(gateway, firstProbe.timeoutMs)) return true;
      await pause(this.#options.timers, firstProbe.everyMs, giveUp);
    }
    return false;
  }

  #publish(state: GatewayProcessState["state"], message: string | null): void {
    const port = state === "stopped" ? null : (this.#endpoint?.port ?? null);
    this.#state = { state, port, message };
    for (const listener of this.#listeners) listener(this.#state);
  }
}
