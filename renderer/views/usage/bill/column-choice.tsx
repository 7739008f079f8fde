/** For a file of no known kind: which of its columns is what. The day and one of cost and requests are needed. */
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import { Section } from "../../../ui/section.tsx";
import { columnName, guessColumns, type BillColumns } from "./bill-formats.ts";
import type { ReadFile } from "./use-bill.ts";

const fields = ["day", "model", "cost", "requests"] as const;
type Chosen = Partial<Record<(typeof fields)[number], string>>;

export interface ColumnChoiceProps {
  readonly file: ReadFile;
  readonly onChosen: (columns: BillColumns) => void;
}

export function ColumnChoice({ file: { head }, onChosen }: ColumnChoiceProps): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const [chosen, setChosen] = useState<Chosen>(() => guessColumns(head));
  const columns = columnsOf(chosen);
  return (
    <Section title={t("usage.bill.columns")}>
      <div className="grid max-w-xl grid-cols-[max-content_minmax(0,1fr)] items-center gap-x-4 gap-y-2">
        {fields.map((field) => (
          <div key={field} className="contents">
            <label htmlFor={`${id}${field}`} className="text-muted">
              {t(`usage.bill.column.${field}`)}
            </label>
            <select
              id={`${id}${field}`}
              value={chosen[field] ?? ""}
              onChange={({ target: { value } }) => setChosen({ ...chosen, [field]: value === "" ? undefined : value })}
              className="h-7 w-full rounded-md border border-line-strong bg-raised px-2"
            >
              <option value="">{t("usage.bill.none")}</option>
              {head.map((name, index) => (
                <option key={`${index} ${name}`} value={columnName(name)}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
      <Button
        tone="primary"
        className="mt-3"
        disabled={columns === null}
        onClick={() => columns !== null && onChosen(columns)}
      >
        {t("usage.bill.compare")}
      </Button>
    </Section>
  );
}

function columnsOf({ day, model, cost, requests }: Chosen): BillColumns | null {
  if (day === undefined || (cost === undefined && requests === undefined)) return null;
  return { day, model: model ?? null, cost: cost ?? null, ...(requests === undefined ? {} : { requests }) };
}
