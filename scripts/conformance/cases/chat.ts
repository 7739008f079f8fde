/** Chat completions to each provider: every kind of body, streamed and not, and every parameter to the OpenAI family. */
import { post, type Case } from "../case.ts";
import { chatBodies, chatParams, say } from "./chat-bodies.ts";

const path = "/v1/chat/completions";
const streamed = { stream: true, stream_options: { include_usage: true } };
const withoutUsage = { stream: true };

/** Which bodies each alias gets: all where a translation happens, the ones with a shape of their own elsewhere. */
const everything = Object.keys(chatBodies);
const aliases: Readonly<Record<string, readonly string[]>> = {
  "gpt-4": ["plain", "tools", "tool-answered", "reason", "json-schema", "n2", "logprobs", "cut-short", "text-parts"],
  "qwen-235b": ["plain", "tools", "reason", "cache-control"],
  local: ["plain", "tools", "reason", "json-schema", "effort", "logprobs"],
  claude: everything,
  oll: everything,
  ollgen: ["plain", "system-developer", "turns", "image", "json-object", "some-params", "effort", "cut-short", "tools"],
  gem: everything,
  cmd: [
    "plain",
    "system-developer",
    "turns",
    "tools",
    "tool-result",
    "some-params",
    "json-object",
    "cut-short",
    "penalties",
  ],
  az: ["plain", "tools", "reason", "max-completion", "json-schema"],
};
const streamedBodies = new Set([
  "plain",
  "tools",
  "tool-result",
  "effort",
  "reason",
  "thinking",
  "cut-short",
  "text-parts",
  "json-schema",
]);

function bodies(): Case[] {
  return Object.entries(aliases).flatMap(([model, names]) =>
    names.flatMap((name) => {
      const body = { model, ...chatBodies[name] };
      const whole = post(`chat-${model}-${name}`, path, body);
      return streamedBodies.has(name)
        ? [whole, post(`chat-${model}-${name}-stream`, path, { ...body, ...streamed })]
        : [whole];
    }),
  );
}

function params(): Case[] {
  return ["gpt-4", "qwen-235b", "local"].flatMap((model) =>
    Object.entries(chatParams).map(([name, value]) =>
      post(`param-${model}-${name}`, path, { model, ...say("hi"), ...value }),
    ),
  );
}

/** Names that resolve by other ways than by being an alias. */
function names(): Case[] {
  const others = [
    "demo",
    "wild/x",
    "alias-of-gpt4",
    "hidden-alias",
    "dep-gpt4",
    "openai/gpt-4",
    "openrouter/qwen/qwen3-235b-a22b-2507",
  ];
  return others.flatMap((model) => [
    post(`name-${model}`, path, { model, ...say("hi") }),
    post(`name-${model}-stream`, path, { model, ...say("hi"), ...streamed }),
  ]);
}

/** Settings of a deployment that change the request: dropped, allowed and added parameters. */
function settings(): Case[] {
  const cases: readonly (readonly [string, object])[] = [
    ["dropper", { seed: 3, reasoning_effort: "low" }],
    ["dropper", { thinking: { type: "enabled", budget_tokens: 1024 } }],
    ["fewer", { temperature: 0.5, user: "u1", top_p: 0.3 }],
    ["allower", { seed: 3 }],
    ["allower", { n: 2 }],
    ["extra", {}],
    ["extra", { temperature: 0.7, extra_body: { from_client: 2 } }],
    ["olldrop", { n: 2, logprobs: true }],
    ["olldrop", { temperature: 0.2, stop: "x" }],
    ["clauded", { n: 2, seed: 1, logit_bias: { "1": 1 } }],
    ["clauded", { max_tokens: 5 }],
    ["merger", {}],
    ["gem", { drop_params: true, seed: 3, logprobs: true }],
    ["claude", { drop_params: true, seed: 3 }],
  ];
  const named = cases.map(([model, value], index) =>
    post(`setting-${model}-${index}`, path, { model, ...say(model === "merger" ? "fault:reason" : "hi"), ...value }),
  );
  return [...named, post("setting-merger-stream", path, { model: "merger", ...say("fault:reason"), ...withoutUsage })];
}

function paths(): Case[] {
  const body = { model: "gpt-4", ...say("hi") };
  return [
    post("path-no-v1", "/chat/completions", body),
    post("path-azure", "/openai/deployments/gpt-4/chat/completions", body),
    post("path-azure-version", "/openai/deployments/gpt-4/chat/completions?api-version=2024-02-01", body),
    post("path-azure-no-model", "/openai/deployments/gpt-4/chat/completions", say("hi")),
    post("path-azure-overrides", "/openai/deployments/local/chat/completions", body),
    post("path-engines", "/engines/gpt-4/chat/completions", body),
    post("path-azure-unknown", "/openai/deployments/nope/chat/completions", say("hi")),
    post("path-no-usage-stream", path, { ...body, ...withoutUsage }),
  ];
}

export function chatCases(): Case[] {
  return [...bodies(), ...params(), ...names(), ...settings(), ...paths()];
}
