/**
 * A config in a folder of its own with what edits models: real files, the real loader, edits by the YAML library's own
 * documents.
 */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { systemClock } from "../../../base/clock.ts";
import type { ConfigEdit, JsonValue, Splice } from "../../../contract/config-edit.ts";
import type { DraftReading } from "../../../contract/config-files.ts";
import { readEnvFile } from "../../env-file.ts";
import { loadConfig, type LoadResult } from "../../load.ts";
import type { ModelEditParts } from "../model-edits.ts";

export interface ConfigFolder {
  readonly parts: ModelEditParts;
  /** What was saved, in order. */
  readonly history: { readonly text: string; readonly by: string }[];
  text(): string;
  env(): Record<string, string | undefined>;
  write(text: string): void;
  load(): LoadResult;
  remove(): void;
}

export function configFolder(yaml: string): ConfigFolder {
  const folder = mkdtempSync(join(tmpdir(), "portico-models-"));
  const file = join(folder, "config.yaml");
  const envFile = join(folder, ".env");
  const history: { text: string; by: string }[] = [];
  const load = (text: string): LoadResult => {
    const trial = join(folder, "trial.yaml");
    writeFileSync(trial, text);
    return loadConfig({ file: trial, env: {}, cwd: folder });
  };
  const env = (): Record<string, string | undefined> => readEnvFile(envFile, {});
  const text = (): string => readFileSync(file, "utf8");
  writeFileSync(file, yaml);
  writeFileSync(envFile, "");
  return {
    history,
    text,
    env,
    write: (next) => writeFileSync(file, next),
    load: () => load(text()),
    remove: () => rmSync(folder, { recursive: true }),
    parts: {
      read: (drafts) => Promise.resolve(readingOf(drafts[0]?.text ?? text(), file, load)),
      mainFile: () => file,
      textOf: () => Promise.resolve(text()),
      planEdits,
      saveText: (_file, next, by) => {
        writeFileSync(file, next);
        history.push({ text: next, by });
        return Promise.resolve();
      },
      setVariable: ({ name, value }) => {
        appendFileSync(envFile, `${name}='${value}'\n`);
        return Promise.resolve();
      },
      hasVariable: (name) => env()[name] !== undefined,
      newId: randomUUID,
      clock: systemClock,
    },
  };
}

function planEdits(before: string, edits: readonly ConfigEdit[]): Splice[] {
  const document = parseDocument(before);
  for (const edit of edits) {
    if (edit.op === "set") document.setIn(edit.path, document.createNode(edit.value));
    else if (edit.op === "remove") document.deleteIn(edit.path);
    else if (edit.op === "insert") document.addIn(edit.path, document.createNode(edit.value));
    else throw new Error(`models are not edited by ${edit.op}`);
  }
  return [{ offset: 0, length: before.length, text: document.toString({ lineWidth: 0 }) }];
}

interface Entry {
  readonly model_name: string;
  readonly litellm_params: Record<string, JsonValue>;
  readonly model_info?: Record<string, JsonValue> & { readonly id?: string };
}

function readingOf(text: string, file: string, load: (text: string) => LoadResult): DraftReading {
  const { catalog, findings } = load(text);
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const list = (document.toJS() as { model_list?: Entry[] } | null)?.model_list ?? []; // the tests' own files
  const deployments = list.map((entry, index) => {
    const line = counter.linePos(
      (document.getIn(["model_list", index], true) as { range: number[] }).range[0] ?? 0,
    ).line;
    const known = catalog?.deployments.find((one) => one.line === line);
    return {
      alias: entry.model_name,
      deployment: {
        id: entry.model_info?.id ?? known?.id ?? `unusable-${index}`,
        file,
        index,
        line,
        endLine: line,
        provider: known?.provider ?? "",
        model: known?.upstreamModel ?? "",
        apiBase: known?.apiBase ?? "",
        litellmParams: entry.litellm_params,
        modelInfo: entry.model_info ?? {},
        problem: known === undefined ? "it cannot work" : null,
      },
    };
  });
  return {
    findings: [...findings],
    isRunnable: catalog !== null,
    aliases: deployments.map(({ alias, deployment }) => ({
      alias,
      deployments: [deployment],
      aliasOf: null,
      fallbacks: [],
      contextWindowFallbacks: [],
      contentPolicyFallbacks: [],
    })),
    defaultFallbacks: [],
    routingStrategy: "simple-shuffle",
  };
}
