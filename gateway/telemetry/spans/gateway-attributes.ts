/** What only the gateway knows of a request, and the HTTP side of it. */
import type { AttributeDraft } from "./attribute-values.ts";
import { usd } from "./litellm-attributes.ts";
import { namesOfOperation } from "./operation-name.ts";
import { general, portico } from "./span-names.ts";
import type { SpanScene } from "./span-scene.ts";

export function gatewayAttributes({ intent, outcome }: SpanScene): AttributeDraft {
  return {
    [portico.requestId]: intent.id,
    [portico.alias]: intent.alias,
    [portico.state]: outcome.state,
    [portico.deployment]: outcome.deploymentId,
    [portico.attempts]: outcome.attemptList.length,
    [portico.key]: intent.keyName,
    [portico.tags]: intent.tags,
    [portico.errorCode]: outcome.errorCode,
    [portico.costUsd]: outcome.costUsdNanos === null ? null : usd(outcome.costUsdNanos),
    [portico.costIsEstimate]: outcome.costUsdNanos === null ? null : outcome.isEstimate,
  };
}

export function httpAttributes({ intent, outcome }: SpanScene): AttributeDraft {
  return {
    [general.httpMethod]: methodOf(intent.operation),
    [general.httpRoute]: namesOfOperation(intent.operation).route,
    [general.httpStatus]: outcome.status,
    [general.urlPath]: intent.path.split("?", 1)[0] ?? "",
    [general.userAgent]: intent.userAgent,
    [general.clientAddress]: intent.clientAddress,
  };
}

/** Every route of a model takes a POST; a provider's own API takes anything. */
export function methodOf(operation: string): string | null {
  return operation === "pass_through" ? null : "POST";
}

/** Whom an attempt called. */
export function serverAttributes(apiBase: string): AttributeDraft {
  if (!URL.canParse(apiBase)) return {};
  const { hostname, port, protocol } = new URL(apiBase);
  return {
    [general.serverAddress]: hostname.replace(/^\[|\]$/g, ""),
    [general.serverPort]: port === "" ? (protocol === "http:" ? 80 : 443) : Number(port),
  };
}
