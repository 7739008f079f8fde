/** What needs no provider: keys, lists, health, bodies that are none, methods, headers. */
import { get, masterKey, post, raw, withKey, type Case } from "../case.ts";
import { say } from "./chat-bodies.ts";

const chat = "/v1/chat/completions";
const hi = { model: "gpt-4", ...say("hi") };
const jsonType = { "content-type": "application/json" };

/** How a key can come, and how it can be wrong. */
function keys(): Case[] {
  const carriers: Readonly<Record<string, Record<string, string>>> = {
    bearer: { authorization: `Bearer ${masterKey}` },
    lower: { authorization: `bearer ${masterKey}` },
    basic: { authorization: `Basic ${masterKey}` },
    none: {},
    wrong: { authorization: "Bearer sk-wrong" },
    "no-sk": { authorization: "Bearer wrong" },
    "no-bearer": { authorization: masterKey },
    "empty-bearer": { authorization: "Bearer " },
    "x-litellm-api-key": { "x-litellm-api-key": masterKey },
    "x-litellm-api-key-bearer": { "x-litellm-api-key": `Bearer ${masterKey}` },
    "api-key": { "api-key": masterKey },
    "x-api-key": { "x-api-key": masterKey },
    "x-goog-api-key": { "x-goog-api-key": masterKey },
    apim: { "Ocp-Apim-Subscription-Key": masterKey },
    "both-wrong-bearer": { authorization: "Bearer sk-wrong", "x-litellm-api-key": masterKey },
    "wrong-beside-right": { authorization: "Bearer sk-wrong", "x-api-key": masterKey },
  };
  return [
    ...Object.entries(carriers).flatMap(([name, headers]) => [
      get(`key-models-${name}`, "/v1/models", headers),
      post(`key-chat-${name}`, chat, hi, headers),
    ]),
    get("key-query", `/v1/models?key=${masterKey}`, {}),
  ];
}

function lists(): Case[] {
  const paths = [
    "/v1/models",
    "/models",
    "/v1/models/gpt-4",
    "/models/gpt-4",
    "/v1/models/nope",
    "/v1/models/alias-of-gpt4",
    "/v1/models?return_wildcard_routes=true",
    "/v1/models?include_metadata=true",
    "/v1/model/info",
    "/model/info",
    "/model/info?litellm_model_id=dep-gpt4",
    "/model/info?litellm_model_id=nope",
    "/v2/model/info",
    "/model_group/info",
    "/model_group/info?model_group=gpt-4",
    "/routes",
    "/health/liveliness",
    "/health/liveness",
    "/health/readiness",
    "/health?model=gpt-4",
    "/health?model=nope",
    "/metrics",
    "/favicon.ico",
    "/nope",
    "/v1",
    "/v1/chat/completions",
    "/utils/supported_openai_params?model=gpt-4",
    "/test",
  ];
  const unkeyed = ["/health/liveliness", "/health/readiness", "/health", "/model/info", "/test", "/"];
  return [
    ...paths.map((path) => get(`get-${path}`, path)),
    ...unkeyed.map((path) => get(`get-unkeyed-${path}`, path, {})),
    post("post-/utils/token_counter", "/utils/token_counter", hi),
  ];
}

function bodies(): Case[] {
  const bad: Readonly<Record<string, string>> = {
    "bad-json": '{"model": "gpt-4", ',
    empty: "",
    array: "[1]",
    null: "null",
    string: '"x"',
    nan: `{"model": "gpt-4", "messages": [], "temperature": NaN}`,
    bom: `\uFEFF${JSON.stringify(hi)}`,
    duplicate: `{"model": "nope", "model": "gpt-4", "messages": [{"role": "user", "content": "hi"}]}`,
  };
  const objects: Readonly<Record<string, object>> = {
    "unknown-model": { model: "nope", ...say("hi") },
    "no-model": say("hi"),
    "no-messages": { model: "gpt-4" },
    "empty-messages": { model: "gpt-4", messages: [] },
    "messages-string": { model: "gpt-4", messages: "hi" },
    "model-number": { model: 5, ...say("hi") },
    "model-null": { model: null, ...say("hi") },
    "model-empty": { model: "", ...say("hi") },
    "comma-models": { model: "gpt-4,local", ...say("hi") },
    "stream-string": { ...hi, stream: "yes" },
    "temperature-string": { ...hi, temperature: "hot" },
    "role-unknown": { model: "gpt-4", messages: [{ role: "wizard", content: "hi" }] },
    "content-null": { model: "gpt-4", messages: [{ role: "assistant", content: null }] },
    "content-number": { model: "gpt-4", messages: [{ role: "user", content: 5 }] },
    "message-string": { model: "gpt-4", messages: ["hi"] },
    "tools-string": { ...hi, tools: "w" },
  };
  const text = JSON.stringify(hi);
  return [
    ...Object.entries(bad).map(([name, body]) => raw(`body-${name}`, chat, body, withKey(jsonType))),
    ...Object.entries(objects).map(([name, body]) =>
      raw(`body-${name}`, chat, JSON.stringify(body), withKey(jsonType)),
    ),
    raw("body-form", chat, "model=gpt-4", withKey({ "content-type": "application/x-www-form-urlencoded" })),
    raw("body-text-plain", chat, text, withKey({ "content-type": "text/plain" })),
    raw("body-no-type", chat, text, withKey()),
    raw("body-charset", chat, text, withKey({ "content-type": "application/json; charset=utf-8" })),
  ];
}

function methods(): Case[] {
  const preflight = { origin: "http://evil.example", "access-control-request-method": "POST" };
  return [
    ...["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"].map((method) =>
      raw(`method-${method}`, chat, null, withKey(), method),
    ),
    raw("method-cors-preflight", chat, null, preflight, "OPTIONS"),
    get("method-cors-get", "/v1/models", withKey({ origin: "http://evil.example" })),
  ];
}

function headers(): Case[] {
  const sent: Readonly<Record<string, Record<string, string>>> = {
    traceparent: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
    timeout: { "x-litellm-timeout": "5" },
    "num-retries": { "x-litellm-num-retries": "1" },
    tags: { "x-litellm-tags": "a,b" },
    "call-id": { "x-litellm-call-id": "0f0e0d0c-0b0a-4908-8706-050403020100" },
    "trace-id": { "x-litellm-trace-id": "trace-1" },
    "spend-meta": { "x-litellm-spend-logs-metadata": '{"a":1}' },
    "x-custom": { "x-custom": "1" },
    "openai-org": { "openai-organization": "org-1" },
    ua: { "user-agent": "client/1" },
    "end-user": { "x-litellm-end-user-id": "u1" },
    "request-id": { "x-request-id": "r1" },
    "http-referer": { "http-referer": "http://me" },
    "cache-control": { "cache-control": "no-cache" },
  };
  return Object.entries(sent).map(([name, extra]) => post(`header-${name}`, chat, hi, withKey(extra)));
}

export function plainHttpCases(): Case[] {
  return [...keys(), ...lists(), ...bodies(), ...methods(), ...headers()];
}
