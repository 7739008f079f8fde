/**
 * Loads a config: read, parse, merge includes, validate, compile. One way for the gateway, the command line and reloads.
 *
 * Reading and loading happen in one go on start; a reload does the same in a worker, off the request path.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import type { Catalog } from "../contract/deployment.ts";
import type { Finding } from "../contract/findings.ts";
import { checkEnvFiles } from "./check-variables.ts";
import { compileCatalog } from "./compile.ts";
import { envFilesFor, gatherVariables, resolveDeep, type Variables } from "./environment.ts";
import { Finder } from "./finder.ts";
import { fingerprintNow } from "./fingerprint.ts";
import { mergeIncludes } from "./include.ts";
import { readMasterKey } from "./master-key.ts";
import { validateConfig } from "./validate.ts";
import { isSecretName, mapOf } from "./values.ts";
import { readYaml, type PlainMap } from "./yaml-source.ts";

export interface LoadOptions {
  readonly file: string;
  /** The process's environment, plus secrets from elsewhere. */
  readonly env: Variables;
  readonly cwd: string;
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

export function loadConfig(options: LoadOptions): LoadResult {
  const main = [resolve(options.file), ...envFilesFor(options.file, options.cwd)];
  const before = fingerprintNow(main);
  const result = load(options);
  // Saved while it was read: told as a change.
  const fingerprint = fingerprintNow(main) === before ? fingerprintNow(result.watchedFiles) : "";
  return { ...result, fingerprint };
}

function load({ file, env, cwd }: LoadOptions): Omit<LoadResult, "fingerprint"> {
  const envFiles = envFilesFor(file, cwd);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (failure) {
    return {
      catalog: null,
      findings: [unreadable(file, failure)],
      sources: new Map(),
      watchedFiles: [resolve(file), ...envFiles],
    };
  }
  const main = readYaml(file, text);
  if (main.root === null) {
    return {
      catalog: null,
      findings: main.findings,
      sources: new Map([[file, text]]),
      watchedFiles: [resolve(file), ...envFiles],
    };
  }
  const merged = mergeIncludes(main, file);
  const finder = new Finder(main, merged.sources, merged.origins);
  finder.findings.push(...main.findings, ...merged.files.flatMap(({ findings }) => findings));
  for (const { index, message, hint } of merged.problems) {
    finder.atValue(main.root["include"] as object, index, `include[${index}]`, "include_failed", "error", {
      message,
      hint,
    }); // a list: it was walked
  }
  const variables = withFileVariables(gatherVariables(file, cwd, env), merged.root);
  validateConfig(merged.root, variables, finder);
  finder.findings.push(...checkEnvFiles(envFiles));
  const masterKey = readMasterKey(merged.root, variables, finder);
  const sources = new Map([
    [file, text],
    ...merged.files.map((source): [string, string] => [source.file, source.text]),
  ]);
  const watchedFiles = [resolve(file), ...envFiles, ...merged.files.map((source) => resolve(file, "..", source.file))];
  const catalog = compileCatalog({
    root: merged.root,
    file: resolve(file),
    variables,
    finder,
    fingerprint: [...sources.values()].join("\0"),
    masterKey: masterKey.key,
    secrets: secretsOf(merged.root, variables, masterKey.key),
  });
  const isRefused = masterKey.isRefused || !isRunnable(finder.findings);
  return { catalog: isRefused ? null : catalog, findings: finder.limited(), sources, watchedFiles };
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
  const merged: Record<string, string | undefined> = Object.create(null) as Record<string, undefined>; // no inherited names
  for (const [name, value] of Object.entries(mapOf(resolveDeep(root["environment_variables"], variables)))) {
    if (typeof value === "string") merged[name] = value;
    else if (typeof value === "number" || typeof value === "boolean") merged[name] = String(value);
  }
  return Object.assign(merged, variables);
}

const minSecretLength = 8;

function secretsOf(root: PlainMap, variables: Variables, masterKey: string | null): Set<string> {
  const secrets = new Set<string>();
  const add = (value: unknown): void => {
    if (typeof value === "string" && value.length >= minSecretLength) secrets.add(value);
  };
  add(masterKey);
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== "object" || value === null || depth > 32) return;
    for (const [key, item] of Object.entries(value)) {
      if (isSecretName(key)) add(item);
      walk(item, depth + 1);
    }
  };
  walk(resolveDeep(root, variables), 0);
  for (const [name, value] of Object.entries(variables))
    if (/(API_KEY|_SECRET|_TOKEN|PASSWORD|MASTER_KEY)$/.test(name)) add(value);
  return secrets;
}

function unreadable(file: string, failure: unknown): Finding {
  const code = failure instanceof Error && "code" in failure ? String(failure.code) : "";
  return {
    code: "syntax",
    severity: "error",
    file,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    path: "",
    message: code === "ENOENT" ? "The file does not exist." : `The file cannot be read (${code}).`,
    hint: "Check the path and its permissions.",
  };
}

/** The same in a worker, ended after the limit. @returns a broken result when the worker fails or takes too long */
export function loadConfigInWorker(options: LoadOptions, limitMs: number): Promise<LoadResult> {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./parse-worker.${extension}`, import.meta.url), { workerData: options });
  return new Promise((settle) => {
    const broken = (message: string): void => {
      const place = { line: 1, column: 1, endLine: 1, endColumn: 1, path: "" };
      const finding: Finding = {
        ...place,
        code: "syntax",
        severity: "error",
        file: options.file,
        message,
        hint: "Make the file smaller or simpler.",
      };
      settle({
        catalog: null,
        findings: [finding],
        sources: new Map(),
        watchedFiles: [resolve(options.file)],
        fingerprint: "",
      });
    };
    const timer = setTimeout(() => {
      void worker.terminate();
      broken(`The file took longer than ${limitMs / 1000} s to load.`);
    }, limitMs);
    worker.once("message", (result: LoadResult) => {
      clearTimeout(timer);
      settle(result);
    });
    worker.once("error", (failure) => {
      clearTimeout(timer);
      broken(`Loading failed: ${failure instanceof Error ? failure.message : String(failure)}`);
    });
  });
}
