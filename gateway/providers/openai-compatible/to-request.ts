/**
 * The client's request as the upstream gets it: same bytes, but the model, our own fields and what the deployment adds.
 *
 * @source LiteLLM's answers to 159 parameter cases (golden data): what reaches the upstream and what does not
 */
import { isRecord } from "../../base/json-shape.ts";
import { spliceObject } from "../../base/json-splice.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { gatewayFields } from "../../contract/gateway-fields.ts";
import type { Operation } from "../../contract/operations.ts";
import type { NativeInput, UpstreamRequest } from "../provider.ts";
import { nativeParams, type NativeParams } from "../shared/native-params.ts";
import { addressOf, headersFor } from "./address.ts";

/** @param path  what follows the base URL, e.g. `/chat/completions` */
export function toRequest(path: string, input: NativeInput): UpstreamRequest {
  const { deployment } = input;
  return { ...addressOf(deployment, path), method: "POST", headers: headersFor(deployment), body: bodyFor(input) };
}

/** Only these know `stream_options` and a `usage` wish. */
function isChatLike(operation: Operation): boolean {
  return operation === "chat" || operation === "completion";
}

function bodyFor(input: NativeInput): Buffer {
  const { deployment, fields, operation, isStream } = input;
  const { removed, added } = ruledParams(input);
  const set = new Map<string, string>([["model", JSON.stringify(input.upstreamModel)]]);
  const add = (key: string, value: unknown): void => {
    if (!(key in fields) && !removed.has(key) && value !== undefined) set.set(key, JSON.stringify(value));
  };
  for (const [key, value] of Object.entries(deployment.defaultParams)) add(key, value);
  for (const [key, value] of Object.entries(added)) set.set(key, JSON.stringify(value));
  // A client's extra_body is flattened as the OpenAI SDKs do it; the deployment's own wins over it.
  const clientExtra = fields["extra_body"];
  if (typeof clientExtra === "object" && clientExtra !== null) {
    for (const [key, value] of Object.entries(clientExtra)) set.set(key, JSON.stringify(value));
  }
  for (const [key, value] of Object.entries(deployment.extraBody)) set.set(key, JSON.stringify(value));
  if (deployment.providerRow.reportsCost && isChatLike(operation)) add("usage", { include: true });
  if (isStream && isChatLike(operation) && !removed.has("stream_options"))
    set.set("stream_options", streamOptions(fields["stream_options"]));
  const dropped = new Set([...gatewayFields, ...removed]);
  if (operation === "responses" && isOpenaiMetadata(fields["metadata"])) dropped.delete("metadata");
  if (!set.has("stream_options")) dropped.add("stream_options"); // providers refuse it on a call that is not streamed
  return spliceObject(input.body, set, dropped);
}

/** OpenAI's own `metadata` of a response holds texts only; anything else in it speaks to the gateway. */
function isOpenaiMetadata(metadata: unknown): boolean {
  return isRecord(metadata) && Object.values(metadata).every((value) => typeof value === "string");
}

/** Chat's parameters are judged by name and model; the other operations only drop what the file and the table say. */
function ruledParams(input: NativeInput): Pick<NativeParams, "removed" | "added"> {
  const { deployment, operation, upstreamModel, fields } = input;
  // What a provider does not know in chat (`user`), its `/responses` does.
  if (operation === "responses") return { removed: new Set(deployment.additionalDropParams), added: {} };
  if (operation !== "chat") return { removed: droppedFields(deployment), added: {} };
  return nativeParams({
    deployment,
    upstreamModel,
    fields: { ...deployment.defaultParams, ...fields },
    dropParams: fields["drop_params"] === true || deployment.dropParams,
  });
}

/** Usage is always asked for, so that no streamed request goes unbilled; the client's other options stay. */
function streamOptions(asked: unknown): string {
  const options = typeof asked === "object" && asked !== null ? asked : {};
  return JSON.stringify({ ...options, include_usage: true });
}

function droppedFields({ additionalDropParams, providerRow, allowedOpenaiParams }: Deployment): Set<string> {
  const dropped = new Set([...additionalDropParams, ...providerRow.dropsAlways]);
  for (const allowed of allowedOpenaiParams) dropped.delete(allowed);
  return dropped;
}
