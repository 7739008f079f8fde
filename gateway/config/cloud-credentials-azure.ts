/**
 * What an Azure deployment takes from the environment and others do not: the API's version, and a token in place of a key.
 *
 * A token is sent as it is; nobody fetches a new one when it expires.
 * @source https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle; variable names: LiteLLM's
 */
import type { ProviderRow } from "../contract/providers.ts";
import type { Problem } from "./problem.ts";
import type { Variables } from "./environment.ts";
import { textOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

/** @returns the parameters with what the environment adds; untouched for every other provider */
export function withAzureVariables(params: PlainMap, row: ProviderRow, variables: Variables): PlainMap {
  if (row.dialect !== "azure") return params;
  const filled: PlainMap = { ...params };
  if (row.prefix === "azure") filled["api_version"] = params["api_version"] ?? textOf(variables["AZURE_API_VERSION"]);
  const hasKey = [params["api_key"], ...row.keyEnv.map((name) => variables[name])].some((key) => textOf(key) !== null);
  if (!hasKey) filled["azure_ad_token"] = params["azure_ad_token"] ?? textOf(variables["AZURE_AD_TOKEN"]);
  return filled;
}

/** @returns true when the entry's token stands in for the key that is missing */
export function hasAzureToken(params: PlainMap, row: ProviderRow): boolean {
  return row.dialect === "azure" && textOf(params["api_key"]) === null && textOf(params["azure_ad_token"]) !== null;
}

/** A service principal's secret would have to be traded for a token, which is not done here. */
export function azureProblem(problem: Problem, written: PlainMap, row: ProviderRow): Problem {
  const way = ["client_secret", "azure_password", "azure_username"].find((key) => written[key] !== undefined);
  if (row.dialect !== "azure" || problem.code !== "missing_api_key" || way === undefined) return problem;
  return {
    ...problem,
    key: way,
    message: `${problem.message} \`${way}\` is not read: Portico fetches no tokens from Entra ID.`,
    hint: "Write an api_key, or a token as azure_ad_token.",
  };
}
