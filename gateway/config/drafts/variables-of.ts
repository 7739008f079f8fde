/** The variables that a config names as `os.environ/NAME`: where each is set, and which aliases need it. */
import type { ConfigVariable } from "../../contract/config-files.ts";
import { envFilesFor, variableNameIn } from "../environment.ts";
import { readEnvFile } from "../env-file.ts";
import type { LoadedParts, LoadOptions } from "../load.ts";
import { mapOf } from "../values.ts";

export function variablesOf({ merged: { root }, entries }: LoadedParts, options: LoadOptions): ConfigVariable[] {
  const named = new Map<string, Set<string>>();
  const note = (name: string, alias: string | null): void => {
    const aliases = named.get(name) ?? new Set<string>();
    if (alias !== null) aliases.add(alias);
    named.set(name, aliases);
  };
  for (const name of namesIn(root)) note(name, null);
  const shared = namesIn(mapOf(mapOf(root["router_settings"])["default_litellm_params"]));
  const credentials = credentialNames(root);
  for (const { alias, entry } of entries) {
    const credential = credentials.get(mapOf(entry["litellm_params"])["litellm_credential_name"]) ?? [];
    for (const name of [...namesIn(entry), ...credential, ...shared]) note(name, alias);
  }
  const sourceOf = sources(root, options);
  return [...named]
    .map(([name, aliases]) => ({ name, source: sourceOf(name), aliases: [...aliases] }))
    .map((variable) => ({ ...variable, isSet: variable.source !== null }))
    .toSorted((left, right) => left.name.localeCompare(right.name));
}

function credentialNames(root: Readonly<Record<string, unknown>>): Map<unknown, readonly string[]> {
  const list: unknown[] = Array.isArray(root["credential_list"]) ? root["credential_list"] : [];
  return new Map(list.map(mapOf).map((credential) => [credential["credential_name"], namesIn(credential)]));
}

/** The environment first, then the files, then the config itself: as a load gathers them. */
function sources({ environment_variables }: Readonly<Record<string, unknown>>, options: LoadOptions) {
  const { file, cwd, env } = options;
  const inFiles = new Set(envFilesFor(file, cwd).flatMap((one) => Object.keys(readEnvFile(one, env))));
  const inConfig = mapOf(environment_variables);
  return (name: string): ConfigVariable["source"] => {
    if (env[name] !== undefined) return "process";
    if (inFiles.has(name)) return "env_file";
    return Object.hasOwn(inConfig, name) ? "config" : null;
  };
}

function namesIn(value: unknown): string[] {
  const name = variableNameIn(value);
  if (name !== null) return [name];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(namesIn);
}
