/**
 * Loads a config: read, parse, merge includes, validate, compile. One way for the gateway, the command line and reloads.
 *
 * Reading and loading happen in one go on start; a reload does the same in a worker, off the request path.
 */
import { dirname, resolve } from "node:path";
import type { Catalog } from "../contract/deployment.ts";
import type { Finding } from "../contract/findings.ts";
import { compileCatalog, type CompiledEntry } from "./compile.ts";
import { CredentialFiles } from "./credential-files.ts";
import { envFilesFor, gatherVariables, resolveDeep, type Variables } from "./environment.ts";
import { checkEnvFiles } from "./env-file.ts";
import { Finder } from "./finder.ts";
import { fingerprintNow } from "./fingerprint.ts";
import { mergeIncludes, type Merged } from "./include.ts";
import { readMasterKey } from "./master-key.ts";
import { readConfigText } from "./read-config-text.ts";
import { secretsIn } from "./secret-keys.ts";
import { telemetrySecrets } from "./telemetry-secrets.ts";
import { validateConfig } from "./validate.ts";
import { mapOf } from "./values.ts";
import { readYaml, type PlainMap } from "./yaml-source.ts";

export interface LoadOptions {
  readonly file: string;
  /** The process's environment, plus secrets from elsewhere. */
  readonly env: Variables;
  readonly cwd: string;
  /** Drafts that stand in for the texts on disk, by absolute path. */
  readonly texts?: ReadonlyMap<string, string>;
}

export interface LoadResult {
  /** null when the file must not run: syntax, a section of the wrong shape, or a master key that is not set. */
  readonly catalog: Catalog | null;
  readonly findings: readonly Finding[];
  /** File as the findings name it -> its text, for excerpts. */
  readonly sources: ReadonlyMap<string, string>;
  /** What a change of calls for a reload. */
  readonly watchedFiles: readonly string[];
  /** Of the watched files as they were loaded. */
  readonly fingerprint: string;
}

/** A load with what it went through, for those who show the file. */
export interface LoadedFile {
  readonly result: Omit<LoadResult, "fingerprint">;
  /** null when the text could not be read. */
  readonly parts: LoadedParts | null;
}

export interface LoadedParts {
  readonly merged: Merged;
  readonly variables: Variables;
  /** Also of a file that must not run. */
  readonly catalog: Catalog;
  readonly entries: readonly CompiledEntry[];
}

export function loadConfig(options: LoadOptions): LoadResult {
  const main = [resolve(options.file), ...envFilesFor(options.file, options.cwd)];
  const before = fingerprintNow(main);
  const { result } = loadFile(options);
  // Saved while it was read: told as a change.
  const fingerprint = fingerprintNow(main) === before ? fingerprintNow(result.watchedFiles) : "";
  return { ...result, fingerprint };
}

export function loadFile({ file, env, cwd, texts }: LoadOptions): LoadedFile {
  const envFiles = envFilesFor(file, cwd);
  const watched = [resolve(file), ...envFiles];
  const draft = texts?.get(resolve(file));
  const content = draft === undefined ? readConfigText(file) : { text: draft };
  if ("problem" in content) {
    const findings = [brokenFile(file, content.problem, content.hint, content)];
    return { result: { catalog: null, findings, sources: new Map(), watchedFiles: watched }, parts: null };
  }
  const { text } = content;
  const main = readYaml(file, text);
  if (main.root === null) {
    const sources = new Map([[file, text]]);
    return { result: { catalog: null, findings: main.findings, sources, watchedFiles: watched }, parts: null };
  }
  const merged = mergeIncludes(main, file, texts);
  const finder = new Finder(main, (container, key) => merged.originOf(container, key));
  finder.findings.push(...main.findings, ...merged.files.flatMap(({ findings }) => findings));
  reportIncludes(merged, main.root, finder);
  const variables = withFileVariables(gatherVariables(file, cwd, env), merged.root);
  validateConfig(merged.root, variables, finder);
  finder.findings.push(...checkEnvFiles(envFiles));
  const masterKey = readMasterKey(merged.root, variables, finder);
  const sources = new Map([
    [file, text],
    ...merged.files.map((source): [string, string] => [source.file, source.text]),
  ]);
  const credentialFiles = new CredentialFiles([cwd, dirname(resolve(file))]);
  const entries: CompiledEntry[] = [];
  const catalog = compileCatalog({
    tell: (entry) => entries.push(entry),
    root: merged.root,
    file: resolve(file),
    variables,
    finder,
    credentialFiles,
    fingerprint: [...sources.values()].join("\0"),
    masterKey: masterKey.key,
    secrets: secretsOf(merged.root, variables, masterKey.key),
  });
  const watchedFiles = [...watched, ...merged.paths, ...credentialFiles.paths];
  const isRefused = masterKey.isRefused || !isRunnable(finder.findings);
  const result = { catalog: isRefused ? null : catalog, findings: finder.limited(), sources, watchedFiles };
  return { result, parts: { merged, variables, catalog, entries } };
}

/** Errors of one deployment leave that one out; errors of the file as a whole stop the load. */
function isRunnable(findings: readonly Finding[]): boolean {
  return !findings.some(
    ({ code, severity, path }) =>
      severity === "error" &&
      (code === "syntax" ||
        code === "include_failed" ||
        (code === "wrong_type" && /^(model_list|\w+_settings)$/.test(path))),
  );
}

/** `environment_variables` count like the environment, below it; LiteLLM exports them at load. */
function withFileVariables(variables: Variables, root: PlainMap): Variables {
  const merged: Record<string, string | undefined> = Object.create(null) as Record<string, string>; // empty
  for (const [name, value] of Object.entries(mapOf(resolveDeep(root["environment_variables"], variables)))) {
    if (typeof value === "string") merged[name] = value;
    else if (typeof value === "number" || typeof value === "boolean") merged[name] = String(value);
  }
  return Object.assign(merged, variables);
}

function reportIncludes({ problems }: Merged, root: PlainMap, finder: Finder): void {
  for (const { index, ...words } of problems) {
    const list = root["include"];
    if (index === null || typeof list !== "object" || list === null)
      finder.atValue(root, "include", "include", "include_failed", "error", words);
    else finder.atValue(list, index, `include[${index}]`, "include_failed", "error", words);
  }
}

const minSecretLength = 8;

function secretsOf(root: PlainMap, variables: Variables, masterKey: string | null): Set<string> {
  const secrets = secretsIn(resolveDeep(root, variables));
  const add = (value: string | null | undefined): void => {
    if (typeof value === "string" && value.length >= minSecretLength) secrets.add(value);
  };
  add(masterKey);
  for (const [name, value] of Object.entries(variables))
    if (/(API_KEY|_SECRET|_TOKEN|PASSWORD|MASTER_KEY)$/.test(name)) add(value);
  for (const value of telemetrySecrets(root, variables)) add(value);
  return secrets;
}

export function brokenFile(
  file: string,
  message: string,
  hint: string,
  { line, column } = { line: 1, column: 1 },
): Finding {
  const place = { line, column, endLine: line, endColumn: column, path: "" };
  return { code: "syntax", severity: "error", file, ...place, message, hint };
}
