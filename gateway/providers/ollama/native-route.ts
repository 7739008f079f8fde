/**
 * An Ollama client before an Ollama server: bytes go through; the model, our own fields and the deployment's defaults
 * are spliced in.
 */
import { readValue, spliceObject } from "../../base/json-splice.ts";
import { isRecord } from "../../base/json-shape.ts";
import { gatewayFields } from "../../contract/gateway-fields.ts";
import { noSampling, type Conversation } from "../../contract/conversation.ts";
import type { NativeInput, NativeRoute, UpstreamRequest } from "../provider.ts";
import { bodyParams } from "./body-params.ts";
import { requestTo, type OllamaPath } from "./endpoint.ts";
import { usageIn } from "./line-shape.ts";
import { LineTap } from "./line-tap.ts";
import { readBody } from "./read-answer.ts";

/** `options` is looked at first: a body without it gets the whole object. */
const noOptions = Buffer.from("{}");
const askedNothing: Conversation = {
  messages: [],
  tools: [],
  toolChoice: null,
  parallelToolCalls: null,
  sampling: noSampling,
  responseFormat: null,
  reasoning: null,
  user: null,
  isStream: false,
  family: "ollama",
  extra: {},
};

export function nativeRoute(path: OllamaPath): NativeRoute {
  return {
    answers: "json",
    framing: "ndjson",
    toRequest: (input) => toRequest(input, path),
    judge: (body) => {
      const read = readBody(body);
      return read.kind === "ok" ? { kind: "ok", usage: usageIn(read.line) } : read;
    },
    openTap: (options) => new LineTap(options),
  };
}

function toRequest(input: NativeInput, path: OllamaPath): UpstreamRequest {
  const { body, deployment, fields, upstreamModel } = input;
  const { top, options } = bodyParams(askedNothing, {}, { ...deployment, extraBody: {} }, upstreamModel);
  const set = new Map<string, string>([["model", JSON.stringify(upstreamModel)]]);
  for (const [name, value] of Object.entries(top)) if (!(name in fields)) set.set(name, JSON.stringify(value));
  const added = Object.entries(options).filter(
    ([name]) => !isRecord(fields["options"]) || !(name in fields["options"]),
  );
  if (added.length > 0) set.set("options", withOptions(input, added));
  for (const [name, value] of Object.entries(deployment.extraBody)) set.set(name, JSON.stringify(value));
  const remove = new Set([...gatewayFields, ...deployment.additionalDropParams]);
  for (const allowed of deployment.allowedOpenaiParams) remove.delete(allowed);
  return requestTo(path, deployment, spliceObject(body, set, remove));
}

/** The client's options keep their bytes. */
function withOptions({ body, fields }: NativeInput, added: readonly (readonly [string, unknown])[]): string {
  const written = isRecord(fields["options"]) ? (readValue(body, "options") ?? noOptions) : noOptions;
  return spliceObject(
    written,
    new Map(added.map(([name, value]) => [name, JSON.stringify(value)])),
    new Set(),
  ).toString();
}
