/** A run's bill and figures, before and after, about the same rows. Places keep their size while it runs. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ReplayRun } from "../../../gateway/contract/replay.ts";
import { BillText } from "../../api/bill-text.tsx";
import { dash, formatCount, formatDuration } from "../../ui/format.ts";
import { costDifference } from "./cost-difference.ts";
import { runFigures, type Pair } from "./run-figures.ts";

const cell = "h-6 px-3 text-right whitespace-nowrap tabular-nums first:pl-0";
const name = "h-6 pr-4 text-left font-normal whitespace-nowrap text-muted";

export function RunBill({ run }: { readonly run: ReplayRun }): ReactNode {
  const { t } = useTranslation();
  const figures = runFigures(run.items);
  const { before, after } = run.sums;
  const median = t("replays.median");
  const rows: readonly (readonly [string, Pair, (value: number | null) => string])[] = [
    [t("replays.fact.promptTokens"), figures.promptTokens, formatCount],
    [t("replays.fact.completionTokens"), figures.completionTokens, formatCount],
    [`${t("replays.fact.firstToken")} (${median})`, figures.firstTokenMs, formatDuration],
    [`${t("replays.fact.total")} (${median})`, figures.totalMs, formatDuration],
  ];
  return (
    <div className="shrink-0 overflow-x-auto border-b border-line px-5 py-2">
      <table className="border-collapse">
        <caption className="pb-1 text-left text-sm font-semibold text-muted">
          {t("replays.bill")}{" "}
          <span className="font-normal text-faint">{t("replays.billOf", { count: figures.sent })}</span>
        </caption>
        <thead>
          <tr className="text-sm text-faint">
            <th className="w-40">
              <span className="sr-only">{t("replays.bill")}</span>
            </th>
            <th className={`${cell} w-44 font-normal`}>{t("replays.before")}</th>
            <th className={`${cell} w-44 font-normal`}>{t("replays.after")}</th>
            <th className={`${cell} w-32 font-normal`}>{t("replays.difference")}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className={name}>
              {t("replays.fact.cost")}
            </th>
            <td className={cell}>
              <BillText bill={before} />
            </td>
            <td className={cell}>
              <BillText bill={after} />
            </td>
            <td className={cell}>{costDifference(before, after) ?? dash}</td>
          </tr>
          {rows.map(([label, pair, format]) => (
            <tr key={label}>
              <th scope="row" className={name}>
                {label}
              </th>
              <td className={cell}>{format(pair.before)}</td>
              <td className={cell}>{format(pair.after)}</td>
              <td className={cell}>{difference(pair, format)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function difference({ before, after }: Pair, format: (value: number | null) => string): string {
  if (before === null || after === null) return dash;
  const change = after - before;
  return change === 0 ? format(0) : `${change < 0 ? "−" : "+"}${format(Math.abs(change))}`;
}
