/** Rows under one head, each with its remove button, and one that adds. */
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../../ui/button.tsx";

export interface RowEditorProps {
  readonly label: string;
  readonly code: string;
  readonly hint?: string;
  readonly heads: readonly string[];
  /** The columns' widths, as CSS has them; the remove button's comes after. */
  readonly columns: string;
  readonly rows: readonly { readonly id: number; readonly name: string; readonly inputs: ReactNode }[];
  readonly onAdd: () => void;
  readonly onRemove: (id: number) => void;
}

export function RowEditor({ label, code, hint, heads, columns, rows, onAdd, onRemove }: RowEditorProps): ReactNode {
  const { t } = useTranslation();
  const grid = { gridTemplateColumns: `${columns} 28px` };
  return (
    <fieldset aria-label={label} className="col-span-full flex min-w-0 flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <span>{label}</span>
        <code className="min-w-0 truncate font-mono text-xs text-faint">{code}</code>
      </div>
      {rows.length > 0 && (
        <div className="grid gap-x-1.5 text-sm text-faint" style={grid} aria-hidden>
          {heads.map((head) => (
            <span key={head} className="truncate">
              {head}
            </span>
          ))}
        </div>
      )}
      {rows.map(({ id, name, inputs }) => (
        <div key={id} className="grid items-start gap-x-1.5" style={grid}>
          {inputs}
          <IconButton label={t("virtualKeys.form.removeRow", { name })} onClick={() => onRemove(id)}>
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
      <div className="flex items-center gap-2">
        <Button onClick={onAdd} aria-label={t("virtualKeys.form.add", { field: label })}>
          <Plus size={14} aria-hidden />
          {t("virtualKeys.form.addRow")}
        </Button>
        {hint !== undefined && <p className="text-sm text-faint">{hint}</p>}
      </div>
    </fieldset>
  );
}
