/** What a key did on the running UTC day, and the way to those requests. Unknown cost is counted apart, never as 0. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { KeyDay } from "../../../gateway/contract/panel-keys.ts";
import { keyDayQuery } from "../../api/key-queries.ts";
import { formatCount } from "../../ui/format.ts";
import { KeyValues, Section } from "../../ui/section.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { dollars } from "./money-text.ts";

const link = "rounded-sm text-accent hover:underline";

export function KeyToday({ id }: { readonly id: string }): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(keyDayQuery(id));
  return (
    <Section
      title={t("virtualKeys.overview.today")}
      action={
        <Link to="/requests" search={{ search: id }} className={`${link} text-sm`}>
          {t("virtualKeys.overview.showRequests")}
        </Link>
      }
    >
      {data !== undefined && <Day day={data} id={id} />}
      {data === undefined && error === null && <Skeleton lines={3} label={t("app.loading")} />}
      {data === undefined && error !== null && (
        <ErrorState
          title={t("app.errorTitle")}
          text={error.message}
          retryLabel={t("app.retry")}
          onRetry={() => void refetch()}
        />
      )}
    </Section>
  );
}

function Day({ day, id }: { readonly day: KeyDay; readonly id: string }): ReactNode {
  const { t, i18n } = useTranslation();
  const { since, requests, aliases } = day;
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: "short" }).format(since);
  return (
    <>
      <p className="mb-1.5 text-sm text-faint">{t("virtualKeys.overview.todaySince", { time })}</p>
      {requests === 0 ? (
        <p className="text-muted">{t("virtualKeys.overview.todayNone")}</p>
      ) : (
        <>
          <KeyValues
            rows={[
              { name: t("virtualKeys.overview.requests"), value: formatCount(requests) },
              { name: t("virtualKeys.overview.cost"), value: <Cost sum={day} /> },
              {
                name: t("virtualKeys.overview.tokensInOut"),
                value: `${formatCount(day.promptTokens)} / ${formatCount(day.completionTokens)}`,
              },
            ]}
          />
          <Aliases aliases={aliases} id={id} />
        </>
      )}
    </>
  );
}

type Sum = Pick<KeyDay, "requests" | "spent" | "unpriced">;

/** Of requests that all have no known cost there is no sum to show. */
function Cost({ sum: { requests, spent, unpriced } }: { readonly sum: Sum }): ReactNode {
  const { t } = useTranslation();
  if (unpriced === requests) return <span className="text-warn">{t("app.unknown")}</span>;
  return (
    <>
      {dollars(spent)}
      {unpriced > 0 && (
        <span className="text-warn"> + {t("virtualKeys.overview.unknownCost", { count: unpriced })}</span>
      )}
    </>
  );
}

function Aliases({ aliases, id }: { readonly aliases: KeyDay["aliases"]; readonly id: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <table aria-label={t("virtualKeys.overview.topAliases")} className="mt-2 w-full border-collapse">
      <thead>
        <tr className="text-sm text-faint">
          <th className="h-6 pr-3 text-left font-normal">{t("virtualKeys.overview.alias")}</th>
          <th className="h-6 pr-3 text-right font-normal">{t("virtualKeys.overview.requests")}</th>
          <th className="h-6 text-right font-normal">{t("virtualKeys.overview.cost")}</th>
        </tr>
      </thead>
      <tbody>
        {aliases.map((sum) => (
          <tr key={sum.alias} className="border-t border-line">
            <td className="py-1 pr-3">
              <Link
                to="/requests"
                search={{ search: id, alias: sum.alias }}
                className={`${link} font-mono text-sm break-all`}
              >
                {sum.alias}
              </Link>
            </td>
            <td className="pr-3 text-right">{formatCount(sum.requests)}</td>
            <td className="text-right whitespace-nowrap">
              <Cost sum={sum} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
