/**
 * What the panel's config routes ask for: the desk's work on the files, and what a save would change for clients.
 */
import type { ConfigDesk } from "../config/desk/config-desk.ts";
import type { Splice } from "../contract/config-edit.ts";
import type {
  ConfigFile,
  ConfigFiles,
  ConfigVariable,
  ConfigVersion,
  Draft,
  DraftReading,
  EditRequest,
  SaveAnswer,
  SavePreview,
  SaveRequest,
} from "../contract/config-files.ts";
import type { Catalog } from "../contract/deployment.ts";
import type { UseLog } from "../contract/request-use.ts";
import type { PipelineParts } from "./handle-chat.ts";
import { previewSave } from "./preview/preview-save.ts";
import { tokenPrice } from "./routing-facts.ts";

/** The server knows no file. */
export interface ConfigPages {
  readonly files: () => Promise<ConfigFiles>;
  readonly read: (drafts: readonly Draft[]) => Promise<DraftReading>;
  readonly edit: (request: EditRequest) => Promise<readonly Splice[]>;
  readonly preview: (drafts: readonly Draft[]) => Promise<SavePreview>;
  readonly save: (request: SaveRequest) => Promise<SaveAnswer>;
  readonly history: () => Promise<ConfigVersion[]>;
  /** null = there is no such version. */
  readonly version: (id: string) => Promise<ConfigFile | null>;
  readonly setVariable: (variable: { readonly name: string; readonly value: string }) => Promise<ConfigVariable>;
}

interface Around {
  readonly pipeline: Pick<PipelineParts, "prices" | "clock" | "maxInputTokensOf">;
  readonly log: UseLog;
  /** The running one. */
  readonly catalog: () => Catalog;
}

export function configPages(desk: ConfigDesk, { pipeline, log, catalog }: Around): ConfigPages {
  const { prices, clock, maxInputTokensOf } = pipeline;
  const read: ConfigPages["read"] = (drafts) => desk.read(drafts);
  const preview = previewSave({
    prices,
    clock,
    maxInputTokensOf,
    priceOf: (deployment) => tokenPrice(deployment, prices),
    log,
    catalog,
    draftCatalog: (drafts) => desk.draftCatalog(drafts),
    read,
  });
  return {
    files: () => desk.files(),
    read,
    edit: (request) => desk.edit(request),
    preview,
    save: (request) => desk.save(request, "panel"),
    history: () => desk.history(),
    version: (id) => desk.version(id),
    setVariable: (variable) => desk.setVariable(variable),
  };
}
