/**
 * LiteLLM's `/model/new`, `/model/update` and `/model/delete` as edits of the config's text: LiteLLM keeps such models in
 * a database, here the file stays the only truth.
 *
 * One edit after the other, each from the text as it is then. Law: no literal secret goes into the text, and a text that
 * could not run is not saved.
 */
import type { Clock } from "../../base/clock.ts";
import type { ConfigEdit, ConfigPath, JsonValue, Splice } from "../../contract/config-edit.ts";
import type { Draft, DraftDeployment, DraftReading } from "../../contract/config-files.ts";
import { GatewayError } from "../../contract/errors.ts";
import { isPriceKey } from "../../contract/prices.ts";
import { providerOf } from "../provider-of.ts";
import { deleteModelSchema, modelPatchSchema, newModelSchema, readBody, type ModelPatch } from "./model-body.ts";
import { modelRow, type ModelRow } from "./model-row.ts";
import { storeSecrets, type Params, type StoredSecrets } from "./stored-secrets.ts";

export interface ModelEditParts {
  /** What the files on disk mean, with drafts in place of some of them. */
  readonly read: (drafts: readonly Draft[]) => Promise<DraftReading>;
  /** Where new entries go. */
  readonly mainFile: () => string;
  readonly textOf: (file: string) => Promise<string>;
  readonly planEdits: (text: string, edits: readonly ConfigEdit[]) => readonly Splice[];
  /** @returns when the saved text runs */
  readonly saveText: (file: string, text: string, by: "api") => Promise<void>;
  /** Stores it in the `.env`. */
  readonly setVariable: (variable: { readonly name: string; readonly value: string }) => Promise<void>;
  /** Whether the environment or a file names it already. */
  readonly hasVariable: (name: string) => boolean;
  readonly newId: () => string;
  readonly clock: Pick<Clock, "wallMs">;
}

interface Found extends DraftDeployment {
  readonly alias: string;
}

export class ModelEdits {
  readonly #parts: ModelEditParts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: ModelEditParts) {
    this.#parts = parts;
  }

  /** @throws GatewayError `invalid_request` */
  add(body: unknown): Promise<ModelRow> {
    const { model_name: alias, litellm_params: params, model_info: info } = readBody(newModelSchema, body);
    return this.#next(async () => {
      const id = info?.id ?? this.#parts.newId();
      const reading = await this.#parts.read([]);
      if (find(reading, id) !== null) throw refused(`Model with id=${id} is there already`, "model_info.id");
      const stored = this.#store(params, alias, reading, null);
      const modelInfo = { ...json(info ?? {}), id };
      const value = { model_name: alias, litellm_params: stored.params, model_info: modelInfo };
      await this.#save(this.#parts.mainFile(), [{ op: "insert", path: ["model_list"], value }], stored);
      return this.#row({ id, alias, params: stored.params, modelInfo, isNew: true });
    });
  }

  /** LiteLLM's older way: parameters and name; `model_info` only says which one. @throws GatewayError `invalid_request` */
  update(body: unknown): Promise<ModelRow> {
    const { model_info: info, ...patch } = readBody(modelPatchSchema, body);
    const id = info?.id ?? null;
    if (id === null) throw refused(`Authentication Error, model_info${info == null ? "" : ".id"} not provided`);
    if (patch.litellm_params == null) throw refused("Authentication Error, litellm_params not provided");
    return this.#change(id, patch, () => refused("Authentication Error, model not found", "model_info.id"));
  }

  /** @throws GatewayError `invalid_request`, `model_not_found` */
  patch(id: string, body: unknown): Promise<ModelRow> {
    const patch = readBody(modelPatchSchema, body);
    return this.#change(id, patch, () => notOnProxy(id));
  }

  /** @throws GatewayError `invalid_request` */
  delete(body: unknown): Promise<{ readonly message: string }> {
    const { id } = readBody(deleteModelSchema, body);
    return this.#next(async () => {
      const entry = find(await this.#parts.read([]), id);
      if (entry === null) throw refused(`Model with id=${id} not found in db`, "id");
      await this.#save(entry.file, [{ op: "remove", path: ["model_list", entry.index] }], null);
      return { message: `Model: ${id} deleted successfully` };
    });
  }

  #change(id: string, patch: ModelPatch, missing: () => GatewayError): Promise<ModelRow> {
    return this.#next(async () => {
      const reading = await this.#parts.read([]);
      const entry = find(reading, id);
      if (entry === null) throw missing();
      const alias = patch.model_name ?? entry.alias;
      const { set, removed } = changesOf(patch.litellm_params ?? {});
      const stored = this.#store(set, alias, reading, entry);
      // An id that is not written is made of what the entry says: written down, it outlives this change.
      const modelInfo = { ...json(patch.model_info ?? {}), id };
      const at: ConfigPath = ["model_list", entry.index];
      const edits: ConfigEdit[] = [
        ...(alias === entry.alias ? [] : [{ op: "set" as const, path: [...at, "model_name"], value: alias }]),
        ...removed.map((key) => ({ op: "remove" as const, path: [...at, "litellm_params", key] })),
        ...settings([...at, "litellm_params"], stored.params, entry.litellmParams),
        ...settings([...at, "model_info"], modelInfo, entry.modelInfo),
      ];
      await this.#save(entry.file, edits, stored);
      const kept = Object.entries(entry.litellmParams).filter(([key]) => !removed.includes(key));
      const params = { ...Object.fromEntries(kept), ...stored.params };
      return this.#row({ id, alias, params, modelInfo: { ...entry.modelInfo, ...modelInfo }, isNew: false });
    });
  }

  #store(params: Params, alias: string, reading: DraftReading, entry: Found | null): StoredSecrets {
    const merged = { ...entry?.litellmParams, ...params };
    const match = providerOf(
      text(merged["model"]) ?? "",
      text(merged["custom_llm_provider"]),
      text(merged["api_base"]),
    );
    return storeSecrets(params, {
      alias,
      provider: match?.row.prefix ?? "",
      isTaken: this.#parts.hasVariable,
      current: (key) => ownVariable(text(entry?.litellmParams[key]), reading),
    });
  }

  /** Variables first, so that the text that names them finds them. A new value of one needs no other text. */
  async #save(file: string, edits: readonly ConfigEdit[], stored: StoredSecrets | null): Promise<void> {
    const { setVariable, saveText } = this.#parts;
    const after = edits.length === 0 ? null : await this.#textWith(file, edits);
    for (const variable of stored?.variables ?? []) await setVariable(variable);
    if (after !== null) await saveText(file, after, "api");
  }

  /** @throws GatewayError `invalid_request` when it could not run */
  async #textWith(file: string, edits: readonly ConfigEdit[]): Promise<string> {
    const { textOf, planEdits, read } = this.#parts;
    const before = await textOf(file);
    const after = spliced(before, planEdits(before, edits));
    const { isRunnable, findings } = await read([{ file, text: after }]);
    if (isRunnable) return after;
    const finding = findings.find(({ severity }) => severity === "error");
    throw refused(`The config could not run with this change: ${finding?.message ?? "it is broken"}`);
  }

  #row(facts: Omit<Parameters<typeof modelRow>[0], "atMs">): ModelRow {
    return modelRow({ ...facts, atMs: this.#parts.clock.wallMs() });
  }

  #next<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work, work);
    this.#last = done;
    return done;
  }
}

function find({ aliases }: DraftReading, id: string): Found | null {
  for (const { alias, deployments } of aliases) {
    const deployment = deployments.find((one) => one.id === id);
    if (deployment !== undefined) return { ...deployment, alias };
  }
  return null;
}

/** LiteLLM takes null for "as it was", but for prices and a credential's name, which it takes out. */
function changesOf(params: Params): { readonly set: Params; readonly removed: readonly string[] } {
  const entries = Object.entries(params);
  const isCleared = ([key, value]: readonly [string, JsonValue]): boolean =>
    value === null && (isPriceKey(key) || key === "litellm_credential_name");
  return {
    set: Object.fromEntries(entries.filter(([, value]) => value !== null)),
    removed: entries.filter(isCleared).map(([key]) => key),
  };
}

function settings(at: ConfigPath, wanted: Params, known: Params): ConfigEdit[] {
  return Object.entries(wanted)
    .filter(([key, value]) => JSON.stringify(known[key]) !== JSON.stringify(value))
    .map(([key, value]) => ({ op: "set", path: [...at, key], value }));
}

/** The variable that a parameter names, when it was made here and nothing else names it. */
function ownVariable(value: string | null, { aliases }: DraftReading): string | null {
  const name = /^os\.environ\/(PORTICO_\w+)$/.exec(value ?? "")?.[1];
  if (name === undefined) return null;
  const uses = JSON.stringify(aliases).split(`"os.environ/${name}"`).length - 1;
  return uses === 1 ? name : null;
}

function spliced(before: string, splices: readonly Splice[]): string {
  let after = "";
  let at = 0;
  for (const { offset, length, text: inserted } of splices) {
    after += before.slice(at, offset) + inserted;
    at = offset + length;
  }
  return after + before.slice(at);
}

/** What came as JSON stays JSON: a loose object's type forgets it. */
function json(value: Readonly<Record<string, unknown>>): Params {
  return JSON.parse(JSON.stringify(value)) as Params;
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function refused(message: string, param?: string): GatewayError {
  return new GatewayError("invalid_request", { message, ...(param === undefined ? {} : { param }) });
}

function notOnProxy(id: string): GatewayError {
  return new GatewayError("model_not_found", {
    message: `Model ${id} not found on proxy.`,
    type: "not_found_error",
    hint: "`/model/info` lists every id.",
  });
}
