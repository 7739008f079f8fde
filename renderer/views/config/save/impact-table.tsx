/** Where the last day's requests would go under the draft: only those that would go elsewhere. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Impact } from "../../../../gateway/contract/config-files.ts";
import { formatCount, formatUsd } from "../../../ui/format.ts";

export function ImpactTable({ impact }: { readonly impact: Impact }): ReactNode {
  const { t } = useTranslation();
  const { requests, isCut, changed } = impact;
  if (requests === 0) return <p className="text-muted">{t("config.saving.impactEmpty")}</p>;
  return (
    <>
      {changed.length === 0 ? (
        <p className="text-muted">{t("config.saving.impactNone", { count: requests })}</p>
      ) : (
        <table className="w-full text-left text-sm">
          <thead className="text-xs text-faint">
            <tr>
              {(["alias", "requests", "before", "after", "cost"] as const).map((column) => (
                <th key={column} scope="col" className="py-1 pr-2 font-normal">
                  {t(`config.saving.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-y border-line align-top">
            {changed.map((row) => (
              <tr key={`${row.alias}:${row.before}:${row.after ?? ""}:${row.reason ?? ""}`}>
                <td className="py-1 pr-2 break-all">{row.alias}</td>
                <td className="py-1 pr-2 text-right">{formatCount(row.requests)}</td>
                <td className="py-1 pr-2 font-mono text-xs break-all">{row.before}</td>
                <td className="py-1 pr-2 font-mono text-xs break-all">
                  {row.after ?? <span className="text-danger">{t("config.saving.refused")}</span>}
                  {row.reason !== null && <span className="block font-sans text-muted">{row.reason}</span>}
                </td>
                <td className="py-1 whitespace-nowrap">{cost(row.costBeforeUsdNanos, row.costAfterUsdNanos)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isCut && <p className="mt-1 text-sm text-muted">{t("config.saving.impactCut", { count: requests })}</p>}
    </>
  );
}

/** What is not known is a dash, never a zero. */
function cost(before: string | null, after: string | null): string {
  return before === after ? formatUsd(before) : `${formatUsd(before)} → ${formatUsd(after)}`;
}
