/**
 * Says where a request would go and what would be sent, without sending it: the same parse, pick and plan as a real one.
 *
 * Nothing is counted and nobody is called; keys are taken out before anything leaves this file.
 */
import type { Catalog, Deployment } from "../contract/deployment.ts";
import { GatewayError } from "../contract/errors.ts";
import type { ExplainAnswer, ExplainRequest } from "../contract/explain.ts";
import { isGeneration } from "../contract/operations.ts";
import type { Admission } from "../policy/admission.ts";
import type { KeyRing } from "../policy/key-ring.ts";
import { assertInForce, type VirtualKey } from "../policy/virtual-keys.ts";
import type { UpstreamRequest } from "../providers/provider.ts";
import { fallbacksFor } from "../routing/fallbacks.ts";
import { fillWildcards } from "../routing/resolve-alias.ts";
import type { Router } from "../routing/router.ts";
import { assertMayAsk, chargeFacts } from "./admit.ts";
import type { ChatOnlyDeployments } from "./chat-only-deployments.ts";
import type { Authenticated, ClientReply, Resolved, Routed } from "./exchange.ts";
import { noDeployment } from "./no-deployment.ts";
import { parseRequest } from "./parse-request.ts";
import { pickInputFor, type BudgetRefusal } from "./pick-input.ts";
import { planCall } from "./plan-call.ts";
import { preCallFacts } from "./pre-call-facts.ts";
import { resumableFor } from "./resumable-for.ts";
import { resolveRequest } from "./resolve-request.ts";
import { RouteTrace } from "./route-trace.ts";
import { shownModelOf } from "./shown-model.ts";

export interface ExplainParts {
  readonly router: Router;
  /** Keys and budgets; null = no ledger is at hand, so there is no key and nothing is known to be spent. */
  readonly limits: ExplainLimits | null;
  readonly redact: (text: string) => string;
  readonly chatOnly: ChatOnlyDeployments;
  readonly maxInputTokensOf: (deployment: Deployment) => number | null;
}

export interface ExplainLimits {
  readonly admission: Admission;
  readonly keys: KeyRing;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
}

const nothing: ExplainAnswer = { decision: null, fallbacks: [], upstream: null, note: null, error: null };
const maxShownBytes = 262_144;

/** @returns always an answer: a request that would be refused is explained by its error */
export async function explain(question: ExplainRequest, catalog: Catalog, parts: ExplainParts): Promise<ExplainAnswer> {
  let known = nothing;
  try {
    const key = keyIn(question, parts.limits);
    const at = resolveRequest(await parseRequest(callFor(question, catalog, key)));
    const refusal: BudgetRefusal = (deployment) =>
      parts.limits?.admission.deploymentRefusal(deployment, catalog.settings.limits) ?? null;
    const trace = new RouteTrace(at);
    known = { ...nothing, fallbacks: fallbacksOf(at), decision: trace.decision() };
    const pick = parts.router.peek(pickInputFor(at, preCallFacts(at, parts.maxInputTokensOf), refusal));
    trace.picked(at, pick, pick.picked?.id ?? null);
    known = { ...known, decision: trace.decision() };
    assertAdmitted(at, parts.limits);
    if (pick.picked === null) throw noDeployment(at, pick.judged, parts.router.backInMs(pick.judged), refusal);
    const upstreamModel = fillWildcards(pick.picked.upstreamModel, at.captures);
    const routed = { ...at, resumable: resumableFor(at), deployment: pick.picked, upstreamModel };
    return { ...known, ...planned(routed, parts) };
  } catch (failure) {
    if (!(failure instanceof GatewayError)) throw failure;
    const { code, status, message, hint } = failure;
    return { ...known, error: { code, status, message: parts.redact(message), hint } };
  }
}

/** Nothing is taken of any limit for a question. */
type Explained = Omit<Routed, "admittedAtMs" | "reservation">;

/** @throws GatewayError `key_not_found`, `key_blocked`, `expired_key` */
function keyIn({ key: name }: ExplainRequest, limits: ExplainLimits | null): VirtualKey | null {
  if (name === undefined) return null;
  const key = limits?.keys.findByAlias(name) ?? limits?.keys.find(name) ?? null;
  if (key === null || limits === null) {
    throw new GatewayError("key_not_found", {
      message: "Key not found in database",
      hint: "Name a virtual key by its alias or its digest, not by itself.",
    });
  }
  assertInForce(key, limits.nowMs());
  return key;
}

/** Looks at the same rules as a request meets, and takes nothing. @throws GatewayError as `admit` */
function assertAdmitted(at: Resolved, limits: ExplainLimits | null): void {
  assertMayAsk(at);
  const { principal, group, catalog, wishes, model } = at;
  const asked = {
    id: "explain",
    startedAt: 0,
    operation: at.operation,
    alias: model,
    endUser: null,
    userAgent: null,
    tags: [...wishes.tags],
  };
  const refused = limits?.admission.refusal({
    facts: chargeFacts(asked, at),
    key: principal.key,
    groupAlias: group.alias,
    limits: catalog.settings.limits,
  });
  if (refused !== undefined && refused !== null) throw refused;
}

function planned(routed: Explained, parts: ExplainParts): Pick<ExplainAnswer, "upstream" | "note"> {
  const { deployment } = routed;
  if (deployment.mockResponse !== null)
    return { upstream: null, note: "The deployment's mock_response answers; no provider is called." };
  const shownModel = shownModelOf(routed);
  const { request, dropped } = planCall({
    ...routed,
    isChatOnly: parts.chatOnly.has(routed),
    shownModel,
    requestId: "explain",
    createdAt: 0,
    elapsedMs: () => 0,
  });
  const note = request.signing === undefined ? null : `It would be signed (${request.signing.kind}) as it is sent.`;
  return {
    upstream: { deploymentId: deployment.id, dropped: [...dropped], ...shown(request, deployment, parts.redact) },
    note,
  };
}

const keyHeader = /^(authorization|cookie|.*(api-?key|token|secret).*)$/i;

function shown(
  { method, origin, path, headers, body }: UpstreamRequest,
  { extraHeaders }: Deployment,
  redact: ExplainParts["redact"],
): { method: string; url: string; headers: Record<string, string>; body: string } {
  // What a file adds as a header is often a key under a name of its own.
  const isHidden = (name: string): boolean => keyHeader.test(name) || Object.hasOwn(extraHeaders, name.toLowerCase());
  const clean = Object.entries(headers).map(
    ([name, value]) => [name, isHidden(name) ? "[redacted]" : redact(value)] as const,
  );
  const text = redact((body ?? Buffer.alloc(0)).subarray(0, maxShownBytes).toString("utf8"));
  const url = redact(`${origin}${path}`).replaceAll(/([?&](?:key|api[-_]?key|token)=)[^&]*/gi, "$1[redacted]");
  return { method, url, headers: Object.fromEntries(clean), body: text };
}

/** One example of each failure that has fallbacks of its own, and one of every other. */
const examples = ["upstream_error", "upstream_context_window", "upstream_content_policy"] as const;

function fallbacksOf({ groupName, group, catalog, wishes }: Resolved): ExplainAnswer["fallbacks"] {
  const seen = new Set<string>();
  return examples.flatMap((code) => {
    const example = new GatewayError(code, { message: "" });
    const { kind, groups } = fallbacksFor(
      example,
      [groupName, group.alias],
      catalog.settings.routing,
      wishes.fallbacks,
    );
    if (groups.length === 0 || seen.has(kind)) return [];
    seen.add(kind);
    return [{ kind, groups: [...groups] }];
  });
}

function callFor(
  { operation, model, body, headers }: ExplainRequest,
  catalog: Catalog,
  key: VirtualKey | null,
): Authenticated {
  const asked = { ...sampleFor(operation), ...body, ...(model === undefined ? {} : { model }) };
  return {
    principal: { kind: key === null ? "admin" : "key", keyDigest: key?.digest ?? null, keyName: null, key },
    operation,
    path: "",
    modelFromPath: null,
    headers: { "content-type": "application/json", ...lowerCased(headers) },
    remoteAddress: null,
    clientCertificate: null,
    body: Buffer.from(JSON.stringify(asked)),
    reply: noReply,
    catalog,
  };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** What a question without a body asks. */
function sampleFor(operation: ExplainRequest["operation"]): Record<string, unknown> {
  if (operation === "embedding" || operation === "responses") return { input: "Hello" };
  if (operation === "completion" || operation === "ollama_generate") return { prompt: "Hello" };
  if (!isGeneration(operation)) return {};
  const messages = [{ role: "user", content: "Hello" }];
  return operation === "messages" ? { max_tokens: 256, messages } : { messages };
}

/** Nobody listens. */
const noReply: ClientReply = {
  isClosed: false,
  hasStarted: false,
  start: () => {},
  write: () => true,
  end: () => {},
  destroy: () => {},
  onDrain: () => {},
  onLeave: () => {},
  onClose: () => {},
  breakOff: null,
};
