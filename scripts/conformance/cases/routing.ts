/** Routing: retries, fallbacks of three kinds, wildcards, tags, order and weight, limits. */
import { get, post, withKey, type Case } from "../case.ts";
import type { JsonObject } from "../json.ts";
import { say } from "./chat-bodies.ts";

const path = "/v1/chat/completions";

function both(id: string, body: JsonObject, headers: Record<string, string> = withKey()): Case[] {
  return [
    post(`route-${id}`, path, body, headers),
    post(`route-${id}-stream`, path, { ...body, stream: true }, headers),
  ];
}

function fallbacks(): Case[] {
  const hi = say("hi");
  return [
    ...["fb", "fb2", "rt", "limited", "small", "strict", "nofb", "claudebad", "ollbad", "dead"].flatMap((model) =>
      both(model, { model, ...hi }),
    ),
    ...both("request-fallbacks", { model: "nofb", ...hi, fallbacks: ["good"] }),
    ...both("request-fallback-objects", { model: "nofb", ...hi, fallbacks: [{ model: "good" }] }),
    ...both("no-fallbacks", { model: "fb", ...hi, disable_fallbacks: true }),
    ...both("request-retries", { model: "nofb", ...hi, num_retries: 1 }),
    ...both("request-no-retries", { model: "rt", ...hi, num_retries: 0 }),
    ...both("header-retries", { model: "nofb", ...hi }, withKey({ "x-litellm-num-retries": "1" })),
    ...both("client-fault-fallback", { model: "fb", ...say("fault:400") }),
    post("route-fb-cut-stream", path, { model: "fb", ...say("fault:cut1"), stream: true }),
    ...both("fb-tools", { model: "fb", ...hi, tools: [{ type: "function", function: { name: "w", parameters: {} } }] }),
    post("route-fb-messages", "/v1/messages", { model: "claudebad", max_tokens: 9, ...hi }),
    post("route-fb-messages-stream", "/v1/messages", { model: "claudebad", max_tokens: 9, ...hi, stream: true }),
    post("route-fb-embeddings", "/v1/embeddings", { model: "fb", input: "x" }),
  ];
}

function choices(): Case[] {
  const hi = say("hi");
  const tagged = (name: string, model: string, tags: readonly string[]): Case[] => [
    post(`route-tag-${name}`, path, { model, ...hi, ...(tags.length === 0 ? {} : { tags: [...tags] }) }),
    post(`route-tag-metadata-${name}`, path, {
      model,
      ...hi,
      ...(tags.length === 0 ? {} : { metadata: { tags: [...tags] } }),
    }),
    post(
      `route-tag-header-${name}`,
      path,
      { model, ...hi },
      withKey(tags.length === 0 ? {} : { "x-litellm-tags": tags.join(",") }),
    ),
  ];
  return [
    ...tagged("free", "tagged", ["free"]),
    ...tagged("paid", "tagged", ["paid"]),
    ...tagged("nobody", "tagged", ["gold"]),
    ...tagged("default", "withdefault", []),
    ...tagged("default-unknown", "withdefault", ["gold"]),
    ...tagged("default-paid", "withdefault", ["paid"]),
    ...tagged("untagged-group", "good", ["gold"]),
    ...both("weight", { model: "onlyone", ...hi }),
    ...both("order", { model: "ordered", ...hi }),
    ...both("wildcard", { model: "wild/x", ...hi }),
    ...both("wildcard-special", { model: "wild/special-x", ...hi }),
    ...both("wildcard-fixed", { model: "fixed/anything", ...hi }),
    ...both("wildcard-none", { model: "tame/x", ...hi }),
    ...both("global-drop", { model: "claude", ...hi, seed: 3, n: 2 }),
    get("route-models", "/v1/models"),
    get("route-models-metadata", "/v1/models?include_metadata=true"),
    get("route-models-context", "/v1/models?include_metadata=true&fallback_type=context_window"),
    get("route-models-bad-type", "/v1/models?include_metadata=true&fallback_type=nonsense"),
  ];
}

export function routingCases(): Case[] {
  return [...fallbacks(), ...choices()];
}
