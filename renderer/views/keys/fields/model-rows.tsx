/** The limits a key has for single models: budget, period, requests and tokens per minute. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Problems } from "../key-draft.ts";
import { nextId, type ModelRow } from "../key-form.ts";
import { RowEditor } from "./row-editor.tsx";
import { RowInput } from "./row-input.tsx";
import type { Suggestion } from "./suggest-input.tsx";

export interface ModelRowsProps {
  readonly rows: readonly ModelRow[];
  readonly onRows: (rows: readonly ModelRow[]) => void;
  readonly problems: Problems;
  readonly aliases: readonly Suggestion[];
}

const fields = ["alias", "budget", "duration", "rpm", "tpm"] as const;

export function ModelRows({ rows, onRows, problems, aliases }: ModelRowsProps): ReactNode {
  const { t } = useTranslation();
  const heads = {
    alias: t("virtualKeys.form.model"),
    budget: t("virtualKeys.form.rowBudget"),
    duration: t("virtualKeys.form.rowDuration"),
    rpm: t("virtualKeys.form.rowRpm"),
    tpm: t("virtualKeys.form.rowTpm"),
  };
  const set = (id: number, change: Partial<ModelRow>): void =>
    onRows(rows.map((row) => (row.id === id ? { ...row, ...change } : row)));
  return (
    <RowEditor
      label={t("virtualKeys.form.perModel")}
      code="model_max_budget, model_rpm_limit, model_tpm_limit"
      heads={fields.map((field) => heads[field])}
      columns="minmax(0,2fr) repeat(4,minmax(0,1fr))"
      onAdd={() => onRows([...rows, { id: nextId(rows), alias: "", budget: "", duration: "", rpm: "", tpm: "" }])}
      onRemove={(id) => onRows(rows.filter((row) => row.id !== id))}
      rows={rows.map((row, index) => ({
        id: row.id,
        name: row.alias === "" ? String(index + 1) : row.alias,
        inputs: fields.map((field) => (
          <RowInput
            key={field}
            label={`${heads[field]} ${index + 1}`}
            value={row[field]}
            onValue={(value) => set(row.id, { [field]: value })}
            problem={problems[`perModel.${index}.${field}`]}
            {...(field === "alias" ? { suggestions: aliases } : {})}
          />
        )),
      }))}
    />
  );
}
