/** The parts of the period as a table: what the chart draws, for those who read it. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UsageReport } from "../../../../gateway/contract/usage-figures.ts";
import type { Step } from "../../../api/period-edges.ts";
import { requestsAddress } from "../../../api/requests-address.ts";
import { formatPart } from "./format-part.ts";
import { SumCells, SumHeads } from "./sum-cells.tsx";

export function PartTable({ report, step }: { readonly report: UsageReport; readonly step: Step }): ReactNode {
  const { t, i18n } = useTranslation();
  const { edges, buckets } = report;
  return (
    <div className="max-h-[328px] overflow-auto border-y border-line">
      <table className="w-full border-collapse">
        <thead className="sticky top-0 bg-surface">
          <tr className="text-sm text-faint">
            <th scope="col" className="h-7 pr-3 text-left font-normal">
              {t("usage.part")}
            </th>
            <SumHeads />
          </tr>
        </thead>
        <tbody>
          {buckets.map((sum, index) => {
            const [since = 0, until = 0] = [edges[index], edges[index + 1]];
            const at = formatPart(since, step, i18n.language, true);
            return (
              <tr key={since} className="h-7 border-t border-line">
                <th scope="row" className="pr-3 text-left font-normal whitespace-nowrap">
                  {sum.requests > 0 ? (
                    <a
                      href={requestsAddress({ since, until }) ?? ""}
                      aria-label={t("usage.openRequests", { name: at })}
                      className="rounded-sm text-accent hover:underline"
                    >
                      {at}
                    </a>
                  ) : (
                    at
                  )}
                </th>
                <SumCells sum={sum} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
