/** Who and what used it, a row each; a row leads to its requests. What is in no row is said in one of its own. */
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import {
  drawnNames,
  type UsageName,
  type UsageReport,
  type UsageScope,
  type UsageSum,
} from "../../../../gateway/contract/usage-figures.ts";
import { requestsAddress } from "../../../api/requests-address.ts";
import { formatDateTime } from "../../../ui/format.ts";
import { Section } from "../../../ui/section.tsx";
import type { UsageSearch } from "../usage-search.ts";
import { restOf } from "./metrics.ts";
import { orderedNames, type NameOrder } from "./name-order.ts";
import { columnWords, sumColumns, SumCells } from "./sum-cells.tsx";
import { useNameOf } from "./use-name-of.ts";

export interface NameTableProps {
  readonly report: UsageReport;
  readonly by: UsageScope;
  readonly search: UsageSearch;
  readonly onSearch: (change: Partial<UsageSearch>) => void;
}

export function NameTable({ report, by, search, onSearch }: NameTableProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { names, named, namesInAll, total, source } = report;
  const { sort = "cost", up = false } = search;
  const unlisted = namesInAll - names.length;
  const uncounted = restOf(total, [named]);
  const title = t("usage.names", { by: t(`usage.scope.${by}`) });
  return (
    <Section title={title}>
      <div className="overflow-x-auto border-y border-line">
        <table aria-label={title} className="w-full border-collapse">
          <Head by={by} sort={sort} isUp={up} onSort={(next) => onSearch(sortedBy(next, sort, up))} />
          <tbody>
            {orderedNames(names, sort, up).map((name) => (
              <NameRow key={`${name.provider} ${name.id}`} name={name} by={by} report={report} />
            ))}
            {unlisted > 0 && (
              <RestRow
                label={t("usage.more", { count: unlisted })}
                sum={restOf(
                  named,
                  names.map(({ sum }) => sum),
                )}
              />
            )}
            {by !== "tag" && uncounted.requests > 0 && (
              <RestRow
                label={t("usage.notCounted")}
                title={t("usage.notCountedHint", { at: formatDateTime(source.countedSince, i18n.language) })}
                sum={uncounted}
              />
            )}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function sortedBy(next: NameOrder, sort: NameOrder, isUp: boolean): Partial<UsageSearch> {
  return { sort: next, up: next === sort && !isUp ? true : undefined };
}

interface HeadProps {
  readonly by: UsageScope;
  readonly sort: NameOrder;
  readonly isUp: boolean;
  readonly onSort: (order: NameOrder) => void;
}

function Head({ by, sort, isUp, onSort }: HeadProps): ReactNode {
  const { t } = useTranslation();
  const column = (order: NameOrder, label: string, side: string): ReactNode => (
    <th
      key={order}
      scope="col"
      aria-sort={order === sort ? (isUp === (order === "name") ? "descending" : "ascending") : undefined}
      className={`h-7 font-normal whitespace-nowrap ${side}`}
    >
      <button
        type="button"
        className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
        onClick={() => onSort(order)}
      >
        {side.includes("text-left") && label}
        <span className="w-3">
          {order === sort && (isUp ? <ArrowUp size={12} aria-hidden /> : <ArrowDown size={12} aria-hidden />)}
        </span>
        {side.includes("text-right") && label}
      </button>
    </th>
  );
  return (
    <thead>
      <tr className="text-sm text-faint">
        {column("name", t(`usage.scope.${by}`), "text-left")}
        {sumColumns.map((order) => column(order, t(columnWords[order]), "pl-3 text-right"))}
      </tr>
    </thead>
  );
}

interface NameRowProps {
  readonly name: UsageName;
  readonly by: UsageScope;
  readonly report: UsageReport;
}

function NameRow({ name: { id, label, provider, sum }, by, report: { edges, names } }: NameRowProps): ReactNode {
  const { t } = useTranslation();
  const text = useNameOf(by)(id, label);
  const range = { since: edges[0] ?? 0, until: edges.at(-1) ?? 0 };
  const address = requestsAddress({ ...range, by, id, provider });
  const place = names.findIndex((each) => each.id === id && each.provider === provider);
  return (
    <tr className="h-[30px] border-t border-line hover:bg-hover">
      <th scope="row" className="max-w-72 min-w-40 text-left font-normal">
        <span className="flex items-center gap-2">
          <span
            aria-hidden
            className="size-2.5 shrink-0 rounded-sm"
            style={{ background: `var(${place < drawnNames ? `--chart-${place + 1}` : "--chart-rest"})` }}
          />
          {address === null ? (
            <span className="truncate text-muted">{text}</span>
          ) : (
            <a
              href={address}
              title={text}
              aria-label={t("usage.openRequests", { name: text })}
              className="truncate rounded-sm text-accent hover:underline"
            >
              {text}
            </a>
          )}
          {provider !== "" && <span className="shrink-0 text-sm text-faint">{provider}</span>}
        </span>
      </th>
      <SumCells sum={sum} />
    </tr>
  );
}

interface RestRowProps {
  readonly label: string;
  readonly title?: string;
  readonly sum: UsageSum;
}

function RestRow({ label, title, sum }: RestRowProps): ReactNode {
  return (
    <tr className="h-[30px] border-t border-line text-muted" title={title}>
      <th scope="row" className="pl-[18px] text-left font-normal">
        {label}
      </th>
      <SumCells sum={sum} />
    </tr>
  );
}
