/**
 * Where a Bedrock call goes and how it proves who it is from: a bearer token as it is, or keys that sign it later.
 */
import type { Deployment } from "../../contract/deployment.ts";
import { textOf } from "../../base/json-shape.ts";
import type { UpstreamRequest, UpstreamSigning } from "../provider.ts";
import { modelId } from "./model-traits.ts";

const service = "bedrock";

/** @param action  `converse`, `converse-stream` or `invoke` */
export function bedrockRequest(
  deployment: Deployment,
  upstreamModel: string,
  action: string,
  body: unknown,
): UpstreamRequest {
  const base = new URL(deployment.apiBase);
  const basePath = base.pathname.replace(/\/+$/, "");
  const signing = signingOf(deployment);
  return {
    origin: base.origin,
    path: `${basePath}/model/${encodeURIComponent(modelId(upstreamModel))}/${action}`,
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: action === "converse-stream" ? "application/vnd.amazon.eventstream" : "application/json",
      "accept-encoding": "identity",
      "user-agent": "Portico",
      ...deployment.extraHeaders,
      ...(deployment.apiKey === null ? {} : { authorization: `Bearer ${deployment.apiKey}` }),
    },
    body: Buffer.from(JSON.stringify(body)),
    ...(signing === null ? {} : { signing }),
  };
}

function signingOf({ apiKey, cloud }: Deployment): UpstreamSigning | null {
  const accessKeyId = textOf(cloud["aws_access_key_id"]);
  const secretAccessKey = textOf(cloud["aws_secret_access_key"]);
  const region = textOf(cloud["aws_region_name"]);
  if (apiKey !== null || accessKeyId === null || secretAccessKey === null || region === null) return null;
  const sessionToken = textOf(cloud["aws_session_token"]);
  return { kind: "aws-sigv4", region, service, accessKeyId, secretAccessKey, sessionToken };
}
