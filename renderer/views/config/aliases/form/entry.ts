/** A new entry while it is typed, and its parameters once it is one. */
import type { JsonValue } from "../../../../../gateway/contract/config-edit.ts";
import { readField, type FieldProblem } from "./field-values.ts";

export interface Entry {
  readonly model: string;
  readonly apiBase: string;
  /** `os.environ/NAME`; null = the provider's own variable. */
  readonly apiKey: string | null;
}

export const noEntry: Entry = { model: "", apiBase: "", apiKey: null };

/** What is typed and wrong; nothing typed yet is not wrong. */
export function entryProblem(name: "model" | "apiBase", text: string): FieldProblem | null {
  if (text.trim() === "") return null;
  const reading = readField(name === "model" ? "model" : "url", text);
  return "problem" in reading ? reading.problem : null;
}

/** @returns null while a model is missing or something is wrong */
export function entryParams({ model, apiBase, apiKey }: Entry): Record<string, JsonValue> | null {
  if (model.trim() === "" || entryProblem("model", model) !== null || entryProblem("apiBase", apiBase) !== null)
    return null;
  return {
    model: model.trim(),
    ...(apiBase.trim() === "" ? {} : { api_base: apiBase.trim() }),
    ...(apiKey === null ? {} : { api_key: apiKey }),
  };
}
