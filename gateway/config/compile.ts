/**
 * From a merged file to the frozen catalog: the only place where snake_case becomes camelCase.
 *
 * A deployment that cannot work is left out and says so; the rest serve.
 */
import { hash } from "node:crypto";
import type { Catalog, Deployment, GroupAlias } from "../contract/deployment.ts";
import { indexDeployments } from "./catalog-index.ts";
import { compileEntry } from "./compile-deployment.ts";
import { unsetKey } from "./entry-problems.ts";
import { compileSettings } from "./compile-settings.ts";
import type { CredentialFiles } from "./credential-files.ts";
import type { Variables } from "./environment.ts";
import { resolveDeep, resolveValue } from "./environment.ts";
import type { Problem } from "./problem.ts";
import type { Finder } from "./finder.ts";
import { secretsIn } from "./secret-keys.ts";
import { booleanOf, mapOf, textOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

export interface CompileInput {
  readonly root: PlainMap;
  readonly file: string;
  /** What the version hash covers: the texts of all files, without `.env` (a short hash of a secret could be guessed). */
  readonly fingerprint: string;
  readonly variables: Variables;
  readonly masterKey: string | null;
  readonly secrets: ReadonlySet<string>;
  readonly finder: Finder;
  readonly credentialFiles: CredentialFiles;
  /** Told of each entry that has a name. */
  readonly tell: (entry: CompiledEntry) => void;
}

/** What one entry of the merged `model_list` came to. */
export interface CompiledEntry {
  readonly alias: string;
  readonly position: number;
  /** As written. */
  readonly entry: PlainMap;
  /** Several for several organizations, none when it cannot work. */
  readonly deployments: readonly Deployment[];
  readonly problem: string | null;
}

export function compileCatalog(input: CompileInput): Catalog {
  const { root, variables, finder } = input;
  const disabledAliases = new Map<string, string>();
  const deployments = compileEntries(input, disabledAliases);
  const index = indexDeployments(deployments);
  for (const { alias } of [...index.groups.values(), ...index.wildcards]) disabledAliases.delete(alias);
  const secrets = new Set(input.secrets);
  for (const { apiKey, cloud } of deployments) {
    if (apiKey !== null && apiKey.length >= 8) secrets.add(apiKey);
    for (const secret of secretsIn(cloud)) secrets.add(secret);
  }
  return Object.freeze({
    version: hash("sha256", input.fingerprint).slice(0, 12),
    file: input.file,
    ...index,
    groupAliases: groupAliasesOf(mapOf(root["router_settings"])["model_group_alias"]),
    disabledAliases,
    settings: compileSettings(root, variables, input.masterKey),
    findings: finder.limited(),
    secrets: [...secrets],
  });
}

function compileEntries(input: CompileInput, disabledAliases: Map<string, string>): Deployment[] {
  const { root, variables, finder } = input;
  const list: unknown[] = Array.isArray(root["model_list"]) ? root["model_list"] : [];
  const dropParams = booleanOf(resolveValue(mapOf(root["litellm_settings"])["drop_params"], variables)) ?? false;
  const defaults = mapOf(mapOf(root["router_settings"])["default_litellm_params"]);
  const usedIds = new Set<string>();
  const deployments: Deployment[] = [];
  for (const [position, raw] of list.entries()) {
    const entry = mapOf(raw);
    const alias = textOf(resolveValue(entry["model_name"], variables));
    if (alias === null) continue;
    if (typeof entry["litellm_params"] !== "object" || entry["litellm_params"] === null) {
      const problem = "It has no litellm_params.";
      disabledAliases.set(alias, problem);
      input.tell({ alias, position, entry, deployments: [], problem });
      continue;
    }
    const params = mapOf(entry["litellm_params"]);
    const outcome = compileEntry({
      alias,
      position,
      dropParams,
      variables,
      credentialFiles: input.credentialFiles,
      params: { ...defaults, ...credentialOf(params, root), ...params },
      modelInfo: mapOf(resolveDeep(entry["model_info"], variables)),
      ...finder.placeOf(entry, "model_name"),
    });
    if ("problem" in outcome) {
      const unset = outcome.problem.key === "api_key" ? null : unsetKey(params, alias, variables);
      for (const problem of unset === null ? [outcome.problem] : [outcome.problem, unset])
        reportProblem(problem, { entry, own: params, alias, position }, finder);
      disabledAliases.set(alias, outcome.problem.message);
      input.tell({ alias, position, entry, deployments: [], problem: outcome.problem.message });
      continue;
    }
    const own = outcome.deployments.map((deployment) => uniqueId(deployment, usedIds));
    deployments.push(...own);
    input.tell({ alias, position, entry, deployments: own, problem: null });
  }
  return deployments;
}

/** Two entries may carry the same `model_info.id`; the second one gets a suffix instead of hiding the first. */
function uniqueId(deployment: Deployment, used: Set<string>): Deployment {
  let { id } = deployment;
  for (let suffix = 2; used.has(id); suffix++) id = `${deployment.id}-${suffix}`;
  used.add(id);
  return id === deployment.id ? deployment : Object.freeze({ ...deployment, id });
}

function credentialOf(params: PlainMap, root: PlainMap): PlainMap {
  const name = params["litellm_credential_name"];
  const credentials: unknown[] = Array.isArray(root["credential_list"]) ? root["credential_list"] : [];
  const found = credentials.map(mapOf).find((credential) => credential["credential_name"] === name);
  return name === undefined || found === undefined ? {} : mapOf(found["credential_values"]);
}

function reportProblem(
  problem: Problem,
  { entry, own, alias, position }: { entry: PlainMap; own: PlainMap; alias: string; position: number },
  finder: Finder,
): void {
  // What is missing has no place of its own: its section has.
  const key = [problem.key, "model"].find((name) => name in own);
  const { message, hint, suggestion } = problem;
  const words = { message, hint, aliases: [alias], ...(suggestion === undefined ? {} : { suggestion }) };
  const path = `model_list[${position}].litellm_params`;
  if (key === undefined) finder.atValue(entry, "litellm_params", path, problem.code, "error", words);
  else finder.atValue(own, key, `${path}.${key}`, problem.code, "error", words);
}

function groupAliasesOf(value: unknown): Map<string, GroupAlias> {
  const aliases = new Map<string, GroupAlias>();
  for (const [alias, target] of Object.entries(mapOf(value))) {
    if (typeof target === "string") aliases.set(alias, { group: target, hidden: false });
    const group = textOf(mapOf(target)["model"]);
    if (group !== null) aliases.set(alias, { group, hidden: mapOf(target)["hidden"] === true });
  }
  return aliases;
}
