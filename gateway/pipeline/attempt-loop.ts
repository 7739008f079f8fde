/**
 * The only retry loop: pick, translate, send; on failure ask the retry policy; on success hand the reply on.
 *
 * It ends before the first byte goes to the client, so a retry can never repeat what was seen.
 */
import { GatewayError } from "../contract/errors.ts";
import type { Deployment } from "../contract/deployment.ts";
import { providerFor } from "../providers/registry.ts";
import { pickDeployment } from "../routing/pick-deployment.ts";
import { fillWildcards } from "../routing/resolve-alias.ts";
import { shouldRetry } from "../routing/retry-policy.ts";
import type { UpstreamClient } from "../upstream/client.ts";
import type { Admitted, Routed } from "./exchange.ts";
import { mockReply } from "./mock-reply.ts";
import type { RequestRecord } from "./record.ts";
import { send, type UpstreamReply } from "./send.ts";

export interface AttemptParts {
  readonly upstream: UpstreamClient;
  readonly random: () => number;
  readonly redact: (text: string) => string;
}

export interface Answered {
  readonly routed: Routed;
  readonly reply: UpstreamReply;
}

/** @throws GatewayError the last attempt's failure, or `no_healthy_deployment` */
export async function attemptLoop(admitted: Admitted, parts: AttemptParts, record: RequestRecord): Promise<Answered> {
  const tried = new Set<string>();
  for (;;) {
    const routed = route(admitted, tried, parts.random);
    tried.add(routed.deployment.id);
    record.startAttempt(routed);
    try {
      const reply = await attempt(routed, parts);
      record.endAttempt(200, null);
      return { routed, reply };
    } catch (failure) {
      if (!(failure instanceof GatewayError)) throw failure;
      record.endAttempt(failure.status, failure);
      const untried = admitted.group.deployments.filter(({ id }) => !tried.has(id)).length;
      const numRetries = routed.deployment.numRetries ?? admitted.catalog.settings.numRetries;
      if (!shouldRetry({ failure, attempts: tried.size, numRetries, untried })) throw failure;
    }
  }
}

function route(admitted: Admitted, tried: ReadonlySet<string>, random: () => number): Routed {
  const deployment = pickDeployment({ group: admitted.group, tried, random });
  if (deployment === null) {
    throw new GatewayError("no_healthy_deployment", {
      message: `No deployments available for selected model. Passed model=${admitted.model}.`,
      hint: "Every deployment of this alias was left out at load; `portico check` says why.",
    });
  }
  return { ...admitted, deployment, upstreamModel: fillWildcards(deployment.upstreamModel, admitted.captures) };
}

function attempt(routed: Routed, parts: AttemptParts): Promise<UpstreamReply> {
  const { deployment, operation, catalog, isStream } = routed;
  if (deployment.mockResponse !== null) return Promise.resolve(mockReply(routed, deployment.mockResponse));
  const provider = providerFor(deployment.providerRow);
  return send({
    client: parts.upstream,
    provider,
    request: provider.toRequest({ ...routed, deployment }),
    operation,
    isStream,
    shownModel: catalog.settings.portico.responseModel === "alias" ? routed.model : null,
    hidesUsage: !routed.wantsUsage,
    timeoutMs: timeoutFor(routed, deployment),
    names: { providerLabel: deployment.providerRow.label, alias: routed.group.alias, redact: parts.redact },
    onClientLeave: (listener) => routed.reply.onLeave(listener),
  });
}

/** Deployment, then request, then router; `stream_timeout` stands in for `timeout` where one is set. */
function timeoutFor(routed: Routed, deployment: Deployment): number {
  const { settings } = routed.catalog;
  const plain = deployment.timeoutMs ?? routed.timeoutMs ?? settings.requestTimeoutMs;
  if (!routed.isStream) return plain;
  return deployment.streamTimeoutMs ?? routed.streamTimeoutMs ?? settings.streamTimeoutMs ?? plain;
}
