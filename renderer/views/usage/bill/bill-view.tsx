/** A provider's bill beside the ledger: the file in, what it is read by, the comparison out. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import { Skeleton } from "../../../ui/states.tsx";
import type { BillError } from "./bill-error.ts";
import { BillDrop } from "./bill-drop.tsx";
import { BillResult } from "./bill-result.tsx";
import { ColumnChoice } from "./column-choice.tsx";
import { useBill, type BillDesk } from "./use-bill.ts";

export function BillView(): ReactNode {
  const { t } = useTranslation();
  const desk = useBill();
  const { state, open } = desk;
  const [isOver, setIsOver] = useState(false);
  return (
    <div
      className={`min-h-0 flex-1 overflow-auto px-5 pt-3 pb-6 ${isOver ? "bg-selected" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        const file = event.dataTransfer.files[0];
        if (file !== undefined) open(file);
      }}
    >
      {state.step === "reading" && <Skeleton lines={6} label={t("usage.bill.reading")} />}
      {state.step === "failed" && <Fault fault={state.fault} />}
      {(state.step === "none" || state.step === "failed") && <BillDrop desk={desk} />}
      {state.step === "columns" && (
        <>
          <FileLine name={state.file.name} format={t("usage.bill.formatOther")} desk={desk} />
          <ColumnChoice file={state.file} onChosen={(columns) => desk.readBy(state.file, columns)} />
        </>
      )}
      {state.step === "read" && (
        <>
          <FileLine
            name={state.file.name}
            format={
              state.file.format === null
                ? t("usage.bill.formatOther")
                : t(`usage.bill.formatName.${state.file.format.name}`)
            }
            desk={desk}
          />
          <BillResult key={state.file.name} bill={state.bill} provider={state.file.format?.provider ?? null} />
        </>
      )}
    </div>
  );
}

function Fault({ fault: { fault, line, found } }: { readonly fault: BillError }): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="alert" className="mb-4 max-w-3xl rounded-md border border-danger bg-danger-tint px-3 py-2">
      <p className="font-medium text-danger">{t("usage.bill.failed")}</p>
      <p className="break-all">
        {line !== null && t("usage.bill.atLine", { line })}
        {t(`usage.bill.fault.${fault}`, { found })}
      </p>
    </div>
  );
}

interface FileLineProps {
  readonly name: string;
  readonly format: string;
  readonly desk: BillDesk;
}

function FileLine({ name, format, desk }: FileLineProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="text-muted">{t("usage.bill.file")}</span>
      <span className="max-w-md truncate font-mono text-sm">{name}</span>
      <span className="text-muted">{t("usage.bill.format")}</span>
      <span>{format}</span>
      <Button onClick={desk.clear}>{t("usage.bill.again")}</Button>
    </div>
  );
}
