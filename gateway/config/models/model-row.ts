/** A model as LiteLLM's `/model/*` answer it: a row of its table. Secrets are left out, as in `/model/info`. */
import { shownParams } from "../compile-deployment.ts";
import type { Params } from "./stored-secrets.ts";

export interface ModelRow {
  readonly model_id: string;
  readonly model_name: string;
  readonly litellm_params: Readonly<Record<string, unknown>>;
  readonly model_info: Params;
  /** null = it was in the file before. */
  readonly created_at: string | null;
  readonly created_by: string | null;
  readonly updated_at: string;
  readonly updated_by: string;
}

export interface RowFacts {
  readonly id: string;
  readonly alias: string;
  readonly params: Params;
  readonly modelInfo: Params;
  readonly isNew: boolean;
  /** Epoch milliseconds. */
  readonly atMs: number;
}

/** LiteLLM's name of whoever holds the master key. */
const admin = "default_user_id";

export function modelRow({ id, alias, params, modelInfo, isNew, atMs }: RowFacts): ModelRow {
  const at = new Date(atMs).toISOString();
  return {
    model_id: id,
    model_name: alias,
    litellm_params: shownParams(params),
    model_info: { db_model: false, ...modelInfo, id },
    created_at: isNew ? at : null,
    created_by: isNew ? admin : null,
    updated_at: at,
    updated_by: admin,
  };
}
