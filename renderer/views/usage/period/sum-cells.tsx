/** The columns that every sum has, in the tables of names and of parts. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UsageSum } from "../../../../gateway/contract/usage-figures.ts";
import { formatCount } from "../../../ui/format.ts";
import { CostText } from "./cost-text.tsx";
import { formatShare } from "./format-share.ts";
import { cacheShare } from "./metrics.ts";
import type { NameOrder } from "./name-order.ts";

export const sumColumns = [
  "cost",
  "unpriced",
  "requests",
  "errors",
  "prompt",
  "completion",
  "cache",
] as const satisfies NameOrder[];
export type SumColumn = (typeof sumColumns)[number];

export const columnWords = {
  cost: "usage.cost",
  unpriced: "usage.unpriced",
  requests: "usage.requests",
  errors: "usage.errors",
  prompt: "usage.promptTokens",
  completion: "usage.completionTokens",
  cache: "usage.cacheShare",
} as const satisfies Record<SumColumn, string>;

export function SumHeads(): ReactNode {
  const { t } = useTranslation();
  return sumColumns.map((column) => (
    <th key={column} scope="col" className="h-7 pl-3 text-right font-normal whitespace-nowrap">
      {t(columnWords[column])}
    </th>
  ));
}

const cell = "pl-3 text-right whitespace-nowrap";

export function SumCells({ sum }: { readonly sum: UsageSum }): ReactNode {
  const { unpriced, requests, errors, promptTokens, completionTokens } = sum;
  return (
    <>
      <td className={cell}>
        <CostText sum={sum} />
      </td>
      <td className={`${cell} ${unpriced > 0 ? "text-warn" : "text-faint"}`}>{formatCount(unpriced)}</td>
      <td className={cell}>{formatCount(requests)}</td>
      <td className={`${cell} ${errors > 0 ? "text-danger" : "text-faint"}`}>{formatCount(errors)}</td>
      <td className={cell}>{formatCount(promptTokens)}</td>
      <td className={cell}>{formatCount(completionTokens)}</td>
      <td className={cell}>{formatShare(cacheShare(sum))}</td>
    </>
  );
}
