/** Two requests' facts side by side; what differs stands out, by more than its colour. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SpendLogDetail } from "../../../../gateway/contract/spend-log.ts";
import { operationName } from "../../../api/operation-name.ts";
import { dash } from "../../../ui/format.ts";
import { factRows } from "./fact-rows.ts";

export interface FactsTableProps {
  readonly before: SpendLogDetail;
  readonly after: SpendLogDetail;
}

export function FactsTable({ before, after }: FactsTableProps): ReactNode {
  const { t } = useTranslation();
  const [isOnlyDifferent, setOnlyDifferent] = useState(false);
  const rows = factRows(before, after, {
    state: (state) => t(`requests.stateName.${state}`),
    operation: (operation) => operationName(operation, t),
    stream: (isStream) => t(isStream ? "detail.streamed" : "detail.notStreamed"),
  });
  const shown = isOnlyDifferent ? rows.filter(({ isDifferent }) => isDifferent) : rows;
  const cell = "py-1 pr-4 align-top wrap-anywhere";
  return (
    <div className="px-4 pb-6">
      <label className="flex h-9 items-center gap-1.5 text-sm text-muted">
        <input type="checkbox" checked={isOnlyDifferent} onChange={(event) => setOnlyDifferent(event.target.checked)} />
        {t("compare.onlyDifferent", { count: rows.filter(({ isDifferent }) => isDifferent).length })}
      </label>
      <table className="w-full table-fixed">
        <thead>
          <tr className="text-left text-sm text-muted">
            <th scope="col" className={`${cell} w-40 font-normal`}>
              {t("compare.fact")}
            </th>
            <th scope="col" className={`${cell} font-normal`}>
              A
            </th>
            <th scope="col" className={`${cell} font-normal`}>
              B
            </th>
            <th scope="col" className={`${cell} w-24 text-right font-normal`}>
              {t("compare.delta")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, before: first, after: second, isDifferent, delta }) => (
            <tr key={name} className={`border-t border-line ${isDifferent ? "bg-warn-tint" : ""}`}>
              <th scope="row" className={`${cell} pl-2 text-left font-normal text-muted`}>
                {isDifferent && (
                  <span className="mr-1 text-warn" title={t("compare.differs")}>
                    ≠<span className="sr-only"> {t("compare.differs")}: </span>
                  </span>
                )}
                {t(`compare.name.${name}`)}
              </th>
              <td className={cell}>{first === "" ? dash : first}</td>
              <td className={cell}>{second === "" ? dash : second}</td>
              <td className={`${cell} text-right`}>{delta}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
