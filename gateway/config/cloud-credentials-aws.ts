/**
 * What a Bedrock deployment needs and others do not: keys or a bearer token, a region, and the address that follows.
 *
 * The entry comes first, then the region in the model's name, then the variables, as in LiteLLM. Keys count as a set:
 * an entry's key never goes with a secret or a session of the environment.
 * @source https://docs.aws.amazon.com/general/latest/gr/bedrock.html (addresses),
 *   https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-use.html (AWS_BEARER_TOKEN_BEDROCK)
 */
import { regionInModel } from "../base/aws-region.ts";
import type { Problem } from "./problem.ts";
import { variableNameIn, type Variables } from "./environment.ts";
import type { ProviderMatch } from "./provider-of.ts";
import { textOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

const keySet = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"] as const;
const regionVariables = ["AWS_REGION_NAME", "AWS_REGION", "AWS_DEFAULT_REGION"];
const defaultRegion = "us-west-2"; // LiteLLM's
/** Ways to get keys that ask other programs or servers. */
const unsupportedWays = ["aws_profile_name", "aws_role_name", "aws_web_identity_token"];

/**
 * @param params  of the entry, resolved
 * @param written  the same as written, to tell an unset reference from nothing
 * @returns the parameters with what the environment and the model's name add; untouched for every other provider
 */
export function withAwsVariables(
  params: PlainMap,
  written: PlainMap,
  { row, upstreamModel }: ProviderMatch,
  variables: Variables,
): PlainMap {
  if (row.dialect !== "bedrock") return params;
  const filled: PlainMap = { ...params };
  const region = textOf(params["aws_region_name"]) ?? textOf(params["region_name"]) ?? regionInModel(upstreamModel);
  filled["aws_region_name"] = region ?? firstOf(regionVariables, variables) ?? defaultRegion;
  const hasOwnKeys = keySet.some((key) => written[key] !== undefined && written[key] !== null);
  if (!hasOwnKeys && written["api_key"] === undefined) fillKeys(filled, variables);
  if (written["api_base"] === undefined && written["base_url"] === undefined) fillBase(filled, variables);
  return filled;
}

function fillKeys(filled: PlainMap, variables: Variables): void {
  const bearer = firstOf(["AWS_BEARER_TOKEN_BEDROCK"], variables);
  if (bearer !== null) {
    filled["api_key"] = bearer;
    return;
  }
  for (const key of keySet) filled[key] = firstOf([key.toUpperCase()], variables);
}

function fillBase(filled: PlainMap, variables: Variables): void {
  const region = textOf(filled["aws_region_name"]) ?? defaultRegion;
  const own = textOf(filled["aws_bedrock_runtime_endpoint"]) ?? firstOf(["AWS_BEDROCK_RUNTIME_ENDPOINT"], variables);
  const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  filled["api_base"] = own ?? `https://bedrock-runtime.${region}.${domain}`;
}

function firstOf(names: readonly string[], variables: Variables): string | null {
  return names.map((name) => textOf(variables[name])).find((value) => value !== null) ?? null;
}

/** @returns what a Bedrock entry still lacks; null when it can be called, or is another provider's */
export function awsProblem(params: PlainMap, written: PlainMap, { row }: ProviderMatch, alias: string): Problem | null {
  if (row.dialect !== "bedrock") return null;
  const region = textOf(params["aws_region_name"]) ?? "";
  if (!/^[a-z0-9-]+$/.test(region)) return noRegion(region);
  if (textOf(params["api_key"]) !== null) return null;
  const missing = keySet.slice(0, 2).find((key) => textOf(params[key]) === null);
  return missing === undefined ? null : missingKey(missing, written, alias);
}

function missingKey(missing: string, written: PlainMap, alias: string): Problem {
  const unset = ["api_key", ...keySet].find((key) => variableNameIn(written[key]) !== null && key === missing);
  const name = variableNameIn(written[unset ?? "api_key"]);
  if (name !== null) {
    return {
      code: "unset_variable",
      key: unset ?? "api_key",
      message: `The variable ${name} is not set, so alias "${alias}" does not work.`,
      hint: `Put ${name}=... into the .env beside this file, or set it in the environment.`,
    };
  }
  const way = unsupportedWays.find((key) => written[key] !== undefined);
  const why = way === undefined ? "" : ` \`${way}\` is not read: Portico asks no other program for keys.`;
  return {
    code: "missing_api_key",
    key: way ?? keySet.find((key) => written[key] !== undefined) ?? "model",
    message: `Alias "${alias}" has no ${missing} and no bearer token for Bedrock.${why}`,
    hint: "Write aws_access_key_id and aws_secret_access_key, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_BEARER_TOKEN_BEDROCK.",
  };
}

function noRegion(region: string): Problem {
  return {
    code: "bad_url",
    key: "aws_region_name",
    message: `\`${region.slice(0, 60)}\` is no AWS region.`,
    hint: "Write a region's short name, such as aws_region_name: us-east-1.",
  };
}
