/** Whether a key would be let through now, by the same rules in the same order as a request; nothing is taken or sent. */
import { GatewayError } from "../contract/errors.ts";
import type { ExplainAnswer, ExplainRequest } from "../contract/explain.ts";
import type { KeyTrial, KeyVerdict } from "../contract/panel-keys.ts";
import { assertMayCall } from "../policy/route-permissions.ts";
import { assertInForce, type VirtualKey } from "../policy/virtual-keys.ts";

export interface TrialParts {
  readonly explain: (question: ExplainRequest) => Promise<ExplainAnswer>;
  readonly nowMs: () => number;
}

/** Where a client would send it: what the key's `allowed_routes` are held against. */
const paths: Record<KeyTrial["operation"], string> = {
  chat: "/v1/chat/completions",
  messages: "/v1/messages",
  responses: "/v1/responses",
  completion: "/v1/completions",
  embedding: "/v1/embeddings",
};

export async function tryKey(key: VirtualKey, { alias, operation }: KeyTrial, parts: TrialParts): Promise<KeyVerdict> {
  const atTheDoor = doorRefusal(key, paths[operation], parts.nowMs());
  if (atTheDoor !== null) return { refusal: atTheDoor, deployment: null };
  const asked = { operation, model: alias, key: key.token, body: {}, headers: {} };
  const { error, decision } = await parts.explain(asked);
  if (error !== null) return { refusal: error, deployment: null };
  const pick = decision?.steps.find((step) => step.type === "pick");
  const picked = pick?.candidates.find(({ deploymentId }) => deploymentId === pick.picked);
  if (picked === undefined) return { refusal: null, deployment: null };
  const { deploymentId: id, provider, upstreamModel: model } = picked;
  return { refusal: null, deployment: { id, provider, model } };
}

function doorRefusal(key: VirtualKey, path: string, nowMs: number): KeyVerdict["refusal"] {
  try {
    assertInForce(key, nowMs);
    assertMayCall({ kind: "key", keyDigest: key.digest, keyName: key.label, key }, "key", path);
    return null;
  } catch (failure) {
    if (!(failure instanceof GatewayError)) throw failure;
    const { code, status, message, hint } = failure;
    return { code, status, message, hint };
  }
}
