/**
 * Which alias a request is for: the file's forced model, the path's, else the body's.
 */
import { GatewayError } from "../contract/errors.ts";
import type { Operation } from "../contract/operations.ts";
import type { Authenticated } from "./exchange.ts";
import { forcedModel } from "./forced-model.ts";

/** @throws GatewayError `unknown_model`, `invalid_request` */
export function requestedModel(call: Authenticated, fields: Readonly<Record<string, unknown>>): string {
  const forced = forcedModel(call.operation, call.catalog.settings);
  const model = forced ?? call.modelFromPath ?? fields["model"] ?? defaultModel(call);
  if (typeof model === "string") return keyAlias(call, isOllama(call.operation) ? withoutTag(call, model) : model);
  if (model === undefined || model === null) {
    throw new GatewayError("unknown_model", {
      message: "litellm.BadRequestError: You passed in model=None. There are no healthy deployments for this model",
      hint: "Name an alias in `model`; call `/v1/models` to view available models for your key.",
    });
  }
  throw new GatewayError("invalid_request", {
    message: "'model' must be a string.",
    type: "bad_request_error",
    param: "model",
  });
}

/** A key may have names of its own for the file's. */
function keyAlias({ principal }: Authenticated, model: string): string {
  const aliases = principal.key?.row.settings.aliases ?? {};
  return Object.hasOwn(aliases, model) ? (aliases[model] ?? model) : model;
}

function isOllama(operation: Operation): boolean {
  return operation === "ollama_chat" || operation === "ollama_generate";
}

/** Ollama's clients add `:latest` to a name without a tag. */
function withoutTag({ catalog }: Authenticated, model: string): string {
  const plain = /^(.+):latest$/.exec(model)?.[1];
  return plain === undefined || catalog.groups.has(model) ? model : plain;
}

/** OpenAI's moderations need no model: the first alias that moderates stands in. */
function defaultModel({ operation, catalog }: Authenticated): string | null {
  if (operation !== "moderation") return null;
  return catalog.deployments.find(({ mode }) => mode === "moderation")?.alias ?? null;
}
