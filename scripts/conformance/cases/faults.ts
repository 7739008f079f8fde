/** Every way an upstream fails, seen by each client dialect over each provider dialect. */
import { post, type Case } from "../case.ts";
import type { JsonObject } from "../json.ts";
import { say } from "./chat-bodies.ts";

const statuses = ["429", "500", "503", "401", "403", "404", "402", "400", "422", "408", "ctx", "policy"];
const bodies = ["badjson", "empty", "html", "drop"];
const streams = ["cut0", "cut1", "err0", "err1", "nodone", "nofinish", "nousage"];

function both(id: string, path: string, body: JsonObject): Case[] {
  return [post(`${id}-json`, path, body), post(`${id}-stream`, path, { ...body, stream: true })];
}

function chatFaults(model: string, names: readonly string[], streamNames: readonly string[]): Case[] {
  const path = "/v1/chat/completions";
  return [
    ...names.flatMap((name) => both(`fault-${model}-${name}`, path, { model, ...say(`fault:${name}`) })),
    ...streamNames.map((name) =>
      post(`fault-${model}-${name}-stream`, path, { model, ...say(`fault:${name}`), stream: true }),
    ),
  ];
}

function messageFaults(model: string): Case[] {
  const names = ["429", "500", "529", "401", "400", "ctx", "badjson", "drop"];
  const body = (name: string): JsonObject => ({ model, max_tokens: 200, ...say(`fault:${name}`) });
  return [
    ...names.flatMap((name) => both(`fault-messages-${model}-${name}`, "/v1/messages", body(name))),
    ...["cut1", "err1", "nofinish"].map((name) =>
      post(`fault-messages-${model}-${name}-stream`, "/v1/messages", { ...body(name), stream: true }),
    ),
  ];
}

function responseFaults(model: string): Case[] {
  const names = ["429", "500", "400", "401"];
  const body = (name: string): JsonObject => ({ model, input: `fault:${name}` });
  return [
    ...names.flatMap((name) => both(`fault-responses-${model}-${name}`, "/v1/responses", body(name))),
    ...["cut1", "err1"].map((name) =>
      post(`fault-responses-${model}-${name}-stream`, "/v1/responses", { ...body(name), stream: true }),
    ),
  ];
}

function otherFaults(): Case[] {
  return ["429", "500", "400", "badjson", "drop"].flatMap((name) => [
    post(`fault-embeddings-${name}`, "/v1/embeddings", { model: "emb", input: `fault:${name}` }),
    post(`fault-completions-${name}`, "/v1/completions", { model: "inst", prompt: `fault:${name}` }),
  ]);
}

export function faultCases(): Case[] {
  return [
    ...chatFaults("gpt-4", [...statuses, ...bodies], streams),
    ...chatFaults("qwen-235b", ["429", "402", "500", "badjson"], ["cut1", "err0", "err1"]),
    ...["claude", "oll", "gem", "cmd"].flatMap((model) =>
      chatFaults(
        model,
        ["429", "500", "401", "404", "400", "ctx", "badjson", "drop"],
        ["cut1", "err0", "err1", "nofinish"],
      ),
    ),
    ...chatFaults("ollgen", ["500", "404"], ["cut1", "err1"]),
    ...["claude", "local", "oll", "gem"].flatMap(messageFaults),
    ...["local", "claude", "oll"].flatMap(responseFaults),
    ...otherFaults(),
  ];
}
