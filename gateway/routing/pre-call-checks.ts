/**
 * `enable_pre_call_checks`: a deployment whose context window, region or abilities do not fit the request is not asked.
 *
 * Limits come from `model_info`; what is not written there is not held against anyone.
 */
import type { Deployment } from "../contract/deployment.ts";
import type { ExclusionReason } from "../contract/route-decision.ts";

/** What a request asks of a deployment. */
export interface PreCallFacts {
  /** An estimate, made when it is first asked for. */
  readonly promptTokens: () => number;
  /** `allowed_model_region` of the request; null = any. */
  readonly region: string | null;
  readonly needsResponseSchema: boolean;
  /** Limit of a model the file says nothing about; null = not known. */
  readonly maxInputTokensOf: (deployment: Deployment) => number | null;
}

export function preCallExclusion(
  deployment: Deployment,
  facts: PreCallFacts,
): readonly [reason: ExclusionReason, detail: string] | null {
  const limit = numberIn(deployment, "max_input_tokens") ?? facts.maxInputTokensOf(deployment);
  if (limit !== null && facts.promptTokens() > limit) {
    return ["context_window", `about ${facts.promptTokens()} tokens, ${limit} fit`];
  }
  const region = regionOf(deployment);
  if (facts.region !== null && region !== null && !isWithin(region, facts.region))
    return ["region", `it is in ${region}`];
  if (facts.needsResponseSchema && deployment.modelInfo["supports_response_schema"] === false) {
    return ["unsupported_params", "it takes no response schema"];
  }
  return null;
}

function numberIn({ modelInfo }: Deployment, key: string): number | null {
  const value = modelInfo[key];
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : null;
}

const regionKeys = ["region_name", "aws_region_name", "vertex_location"];

function regionOf({ cloud }: Deployment): string | null {
  const found = regionKeys.map((key) => cloud[key]).find((value) => typeof value === "string" && value !== "");
  return typeof found === "string" ? found : null;
}

/** `eu` holds `eu-west-1` and `europe-west4`; a whole region is itself. */
function isWithin(region: string, wanted: string): boolean {
  const own = region.toLowerCase();
  const asked = wanted.toLowerCase();
  return own === asked || own.startsWith(`${asked}-`) || (asked === "eu" && own.startsWith("europe"));
}
