/** A key's own names for aliases. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Problems } from "../key-draft.ts";
import { nextId, type NameRow } from "../key-form.ts";
import { RowEditor } from "./row-editor.tsx";
import { RowInput } from "./row-input.tsx";
import type { Suggestion } from "./suggest-input.tsx";

export interface NameRowsProps {
  readonly rows: readonly NameRow[];
  readonly onRows: (rows: readonly NameRow[]) => void;
  readonly problems: Problems;
  readonly aliases: readonly Suggestion[];
}

export function NameRows({ rows, onRows, problems, aliases }: NameRowsProps): ReactNode {
  const { t } = useTranslation();
  const set = (id: number, change: Partial<NameRow>): void =>
    onRows(rows.map((row) => (row.id === id ? { ...row, ...change } : row)));
  const [name, target] = [t("virtualKeys.form.name"), t("virtualKeys.form.target")];
  return (
    <RowEditor
      label={t("virtualKeys.form.names")}
      code="aliases"
      hint={t("virtualKeys.form.namesHint")}
      heads={[name, target]}
      columns="repeat(2,minmax(0,1fr))"
      onAdd={() => onRows([...rows, { id: nextId(rows), name: "", target: "" }])}
      onRemove={(id) => onRows(rows.filter((row) => row.id !== id))}
      rows={rows.map((row, index) => ({
        id: row.id,
        name: row.name === "" ? String(index + 1) : row.name,
        inputs: [
          <RowInput
            key="name"
            label={`${name} ${index + 1}`}
            value={row.name}
            onValue={(value) => set(row.id, { name: value })}
            problem={problems[`names.${index}.name`]}
          />,
          <RowInput
            key="target"
            label={`${target} ${index + 1}`}
            value={row.target}
            onValue={(value) => set(row.id, { target: value })}
            problem={problems[`names.${index}.target`]}
            suggestions={aliases}
          />,
        ],
      }))}
    />
  );
}
