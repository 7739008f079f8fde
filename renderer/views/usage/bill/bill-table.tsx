/** A row per day and model with both sides and their difference; the totals at the foot. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "../../../ui/badge.tsx";
import { dash, formatCount, formatUsd } from "../../../ui/format.ts";
import { requestsAddress } from "../../../api/requests-address.ts";
import type { ComparedRow, Comparison, Side, Verdict } from "./compare-bill.ts";

const tones = {
  differs: "danger",
  only_bill: "warn",
  only_ours: "warn",
  unknown: "warn",
  rounding: "neutral",
  equal: "ok",
} as const satisfies Record<Verdict, string>;
const dayMs = 86_400_000;
/** More rows than eyes go through; the file has all. */
const shownRows = 1000;
const number = "pl-3 text-right whitespace-nowrap";

export interface BillTableProps {
  readonly rows: readonly ComparedRow[];
  readonly comparison: Comparison;
}

export function BillTable({ rows, comparison }: BillTableProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="overflow-x-auto border-y border-line">
      <table aria-label={t("usage.bill.result")} className="w-full border-collapse">
        <thead>
          <tr className="text-sm text-faint">
            {(["day", "model"] as const).map((column) => (
              <th key={column} scope="col" className="h-7 pr-3 text-left font-normal whitespace-nowrap">
                {t(`usage.bill.${column}`)}
              </th>
            ))}
            {(["ours", "theirs", "difference", "requests", "tokens"] as const).map((column) => (
              <th key={column} scope="col" className="h-7 pl-3 text-right font-normal whitespace-nowrap">
                {t(`usage.bill.${column}`)}
              </th>
            ))}
            <th scope="col" className="h-7 pl-3 text-left font-normal">
              {t("usage.bill.verdictTitle")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownRows).map((row) => (
            <Row key={`${row.day} ${row.model}`} row={row} />
          ))}
          {rows.length > shownRows && (
            <tr className="h-[30px] border-t border-line text-muted">
              <td colSpan={8}>{t("usage.more", { count: rows.length - shownRows })}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr className="h-8 border-t border-line-strong font-medium">
            <th scope="row" colSpan={2} className="text-left font-medium">
              {t("usage.bill.total")}
            </th>
            <Sides ours={comparison.ours} bill={comparison.bill} difference={comparison.difference} />
            <td className="pl-3 text-faint">{dash}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Row({ row: { day, model, ours, bill, difference, verdict } }: { readonly row: ComparedRow }): ReactNode {
  const { t } = useTranslation();
  const since = Date.parse(day);
  return (
    <tr className="h-[30px] border-t border-line hover:bg-hover">
      <th scope="row" className="pr-3 text-left font-normal whitespace-nowrap">
        {ours === null ? (
          day
        ) : (
          <a
            href={requestsAddress({ since, until: since + dayMs }) ?? ""}
            aria-label={t("usage.openRequests", { name: day })}
            className="rounded-sm text-accent hover:underline"
          >
            {day}
          </a>
        )}
      </th>
      <td className="max-w-80 truncate pr-3 font-mono text-sm" title={model}>
        {model === "" ? <span className="font-sans text-muted">{t("usage.bill.allModels")}</span> : model}
      </td>
      <Sides ours={ours} bill={bill} difference={difference} />
      <td className="pl-3 whitespace-nowrap" title={t(`usage.bill.verdictHint.${verdict}`)}>
        <Badge tone={tones[verdict]}>{t(`usage.bill.verdict.${verdict}`)}</Badge>
      </td>
    </tr>
  );
}

type SidesProps = Pick<ComparedRow, "ours" | "bill" | "difference">;

function Sides({ ours, bill, difference }: SidesProps): ReactNode {
  return (
    <>
      <td className={number}>
        <Amount side={ours} />
      </td>
      <td className={number}>
        <Amount side={bill} />
      </td>
      <td className={`${number} ${difference === null || difference === 0n ? "text-muted" : "text-danger"}`}>
        {difference === null ? dash : signed(difference)}
      </td>
      <td className={`${number} text-muted`}>
        {formatCount(ours?.requests ?? null)} / {formatCount(bill?.requests ?? null)}
      </td>
      <td className={`${number} text-muted`}>
        {formatCount(tokensOf(ours))} / {formatCount(tokensOf(bill))}
      </td>
    </>
  );
}

function Amount({ side }: { readonly side: Side | null }): ReactNode {
  const { t } = useTranslation();
  if (side === null) return <span className="text-faint">{dash}</span>;
  const { nanos, unpriced } = side;
  return (
    <>
      {nanos === null ? <span className="text-warn">{t("app.unknown")}</span> : plain(nanos)}
      {nanos !== null && unpriced > 0 && (
        <span className="text-sm text-warn"> {t("usage.bill.withoutCost", { count: unpriced })}</span>
      )}
    </>
  );
}

function plain(nanos: bigint): string {
  return nanos < 0n ? `−${formatUsd(String(-nanos))}` : formatUsd(String(nanos));
}

function signed(nanos: bigint): string {
  return nanos > 0n ? `+${plain(nanos)}` : plain(nanos);
}

function tokensOf(side: Side | null): number | null {
  if (side === null || (side.promptTokens === null && side.completionTokens === null)) return null;
  return (side.promptTokens ?? 0) + (side.completionTokens ?? 0);
}
