/**
 * A client's multipart form as the upstream gets it: the same parts, but the model and the gateway's own fields.
 */
import { encodeForm } from "../../base/multipart-bytes.ts";
import type { FormPart } from "../../contract/form.ts";
import { gatewayFields } from "../../contract/gateway-fields.ts";
import type { NativeInput, UpstreamRequest } from "../provider.ts";
import { addressOf, headersFor } from "./address.ts";

const keptBack = new Set(["model", ...gatewayFields]);

export function formRequest(path: string, input: NativeInput): UpstreamRequest {
  const { deployment, upstreamModel, formParts } = input;
  const model = textPart("model", upstreamModel);
  const dropped = new Set(deployment.additionalDropParams);
  const rest = (formParts ?? []).filter(({ name }) => !keptBack.has(name) && !dropped.has(name));
  const { contentType, body } = encodeForm([model, ...rest, ...addedFields(input)]);
  return {
    ...addressOf(deployment, path),
    method: "POST",
    headers: { ...headersFor(deployment), "content-type": contentType },
    body,
  };
}

/** What the deployment sets and the client did not; `extra_body` wins over the client, as in JSON requests. */
function addedFields({ deployment, fields }: NativeInput): FormPart[] {
  const added = Object.entries(deployment.defaultParams).filter(([name]) => !(name in fields));
  return [...added, ...Object.entries(deployment.extraBody)]
    .filter(([, value]) => typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    .map(([name, value]) => textPart(name, String(value)));
}

function textPart(name: string, text: string): FormPart {
  return { name, filename: null, mimeType: "text/plain", content: Buffer.from(text) };
}
