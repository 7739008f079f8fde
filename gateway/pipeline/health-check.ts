/**
 * Asks providers for real whether deployments work: once per upstream, however many aliases share it, and cached.
 *
 * A chat probe asks for 16 tokens: with 1, reasoning models fail though they are well.
 */
import type { Clock } from "../base/clock.ts";
import type { Catalog, Deployment } from "../contract/deployment.ts";
import { GatewayError } from "../contract/errors.ts";
import type { Operation } from "../contract/operations.ts";
import type { UpstreamRequest } from "../providers/provider.ts";
import { planCall } from "./plan-call.ts";
import type { UpstreamClient, UpstreamHeaders } from "../upstream/client.ts";
import { send } from "./send.ts";

const cacheMs = 60_000;
const defaultTimeoutMs = 60_000;
const probeTokens = 16;

export interface ProbeResult {
  readonly isHealthy: boolean;
  readonly latencyMs: number;
  /** Epoch milliseconds. */
  readonly checkedAt: number;
  readonly error: string | null;
  /** What the provider said of its limits: `x-ratelimit-*`. */
  readonly limits: Readonly<Record<string, string>>;
}

export interface HealthEntry extends ProbeResult {
  readonly deployment: Deployment;
}

export interface HealthCheckParts {
  readonly upstream: UpstreamClient;
  readonly clock: Clock;
  readonly redact: (text: string) => string;
  readonly sign: (request: UpstreamRequest) => Promise<UpstreamRequest>;
  /** Told of every result, so that the router can pass over who is not well. */
  readonly note: (deploymentId: string, isHealthy: boolean, reason: string | null) => void;
}

export class HealthCheck {
  readonly #parts: HealthCheckParts;
  readonly #results = new Map<string, { readonly due: number; readonly result: Promise<ProbeResult> }>();

  constructor(parts: HealthCheckParts) {
    this.#parts = parts;
  }

  /** Checks every deployment given, all at once; those that share an upstream share its answer. */
  check(deployments: readonly Deployment[]): Promise<HealthEntry[]> {
    return Promise.all(
      deployments.map(async (deployment) => {
        const result = await this.#probe(deployment);
        this.#parts.note(deployment.id, result.isHealthy, result.error);
        return { deployment, ...result };
      }),
    );
  }

  #probe(deployment: Deployment): Promise<ProbeResult> {
    const key = JSON.stringify([deployment.provider, deployment.apiBase, deployment.apiKey, probeModel(deployment)]);
    const known = this.#results.get(key);
    const now = this.#parts.clock.monotonicMs();
    if (known !== undefined && known.due > now) return known.result;
    const result = this.#run(deployment);
    this.#results.set(key, { due: now + cacheMs, result });
    return result;
  }

  async #run(deployment: Deployment): Promise<ProbeResult> {
    const { clock } = this.#parts;
    const startedMs = clock.monotonicMs();
    const checkedAt = clock.wallMs();
    const answer = await this.#call(deployment);
    const error = typeof answer === "string" ? answer : null;
    const limits = typeof answer === "string" ? {} : answer;
    const latencyMs = Math.round(clock.monotonicMs() - startedMs);
    return { isHealthy: error === null, latencyMs, checkedAt, error, limits };
  }

  /** @returns the provider's limits, or what went wrong */
  async #call(deployment: Deployment): Promise<Readonly<Record<string, string>> | string> {
    if (deployment.mockResponse !== null) return {};
    const upstreamModel = probeModel(deployment);
    if (upstreamModel.includes("*")) return "Set model_info.health_check_model: a wildcard names no model to call.";
    const operation: Operation = deployment.mode === "embedding" ? "embedding" : "chat";
    const fields = probeFields(operation);
    try {
      const { request, wire } = planCall({
        operation,
        deployment,
        upstreamModel,
        body: Buffer.from(JSON.stringify(fields)),
        contentType: "application/json",
        formParts: null,
        fields,
        headers: {},
        isStream: false,
        wantsUsage: false,
        isChatOnly: false,
        shownModel: null,
        requestId: "health",
        createdAt: 0,
        elapsedMs: () => 0,
      });
      const reply = await send({
        client: this.#parts.upstream,
        wire,
        request: request.signing === undefined ? request : await this.#parts.sign(request),
        isStream: false,
        timeoutMs: timeoutOf(deployment),
        names: { providerLabel: deployment.providerRow.label, alias: deployment.alias, redact: this.#parts.redact },
        tap: null,
        onClientLeave: () => {},
      });
      return limitsIn(reply.headers);
    } catch (failure) {
      return failure instanceof GatewayError ? failure.message : "The check itself failed.";
    }
  }
}

function limitsIn(headers: UpstreamHeaders): Record<string, string> {
  const limits = Object.entries(headers).filter(([name]) => name.startsWith("x-ratelimit-"));
  return Object.fromEntries(limits.map(([name, value]) => [name, String(value)]));
}

/** @returns the deployments of one alias or upstream model, or of all; null when the name is unknown */
export function selectDeployments(
  catalog: Catalog,
  model: string | undefined,
  id: string | undefined,
): readonly Deployment[] | null {
  const chosen = catalog.deployments.filter(
    (deployment) =>
      (id === undefined || deployment.id === id) &&
      (model === undefined || deployment.alias === model || deployment.litellmModel === model),
  );
  return chosen.length === 0 && (model !== undefined || id !== undefined) ? null : chosen;
}

function probeModel(deployment: Deployment): string {
  const named = deployment.modelInfo["health_check_model"];
  if (typeof named !== "string") return deployment.upstreamModel;
  const prefix = `${deployment.provider}/`;
  return named.startsWith(prefix) ? named.slice(prefix.length) : named;
}

function probeFields(operation: Operation): Record<string, unknown> {
  if (operation === "embedding") return { model: "", input: ["test"] };
  return { model: "", messages: [{ role: "user", content: "Hi" }], max_tokens: probeTokens };
}

function timeoutOf(deployment: Deployment): number {
  const seconds = deployment.modelInfo["health_check_timeout"];
  return typeof seconds === "number" && seconds > 0 ? seconds * 1000 : defaultTimeoutMs;
}
