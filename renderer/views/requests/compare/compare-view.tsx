/** Two requests of the log against one another: their facts, what was asked, line by line, and what was answered, word for word. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft, ArrowLeftRight } from "lucide-react";
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SpendLogDetail } from "../../../../gateway/contract/spend-log.ts";
import { PanelApiError } from "../../../api/gateway-client.ts";
import { requestQuery } from "../../../api/queries.ts";
import { requestTones } from "../../../api/request-tone.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { formatDateTime } from "../../../ui/format.ts";
import { EmptyState, ErrorState, Skeleton } from "../../../ui/states.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { WordDiff } from "../../../ui/word-diff.tsx";
import { compareTabs, type CompareTab } from "./compare-search.ts";
import { FactsTable } from "./facts-table.tsx";
import { LineDiff } from "./line-diff.tsx";
import { comparable } from "./ordered-json.ts";
import { saidText } from "./said-text.ts";

const route = getRouteApi("/requests/compare");

export function CompareView(): ReactNode {
  const { t } = useTranslation();
  const { a, b, tab } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-5">
        <Link
          to="/requests"
          aria-label={t("compare.back")}
          title={t("compare.back")}
          className="-ml-2 inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <ArrowLeft size={14} aria-hidden />
        </Link>
        <h1 className="text-lg font-semibold">{t("compare.title")}</h1>
        <span className="flex-1" />
        <Button onClick={() => void navigate({ search: { a: b, b: a, tab }, replace: true })}>
          <ArrowLeftRight size={14} aria-hidden />
          {t("compare.swap")}
        </Button>
      </header>
      {a === undefined || b === undefined ? (
        <EmptyState title={t("compare.noneTitle")} text={t("compare.noneText")} />
      ) : (
        <Pair
          key={`${a} ${b}`}
          a={a}
          b={b}
          tab={tab ?? "facts"}
          onTab={(next) => void navigate({ search: { a, b, tab: next }, replace: true })}
        />
      )}
    </div>
  );
}

interface PairProps {
  readonly a: string;
  readonly b: string;
  readonly tab: CompareTab;
  readonly onTab: (tab: CompareTab) => void;
}

function Pair({ a, b, tab, onTab }: PairProps): ReactNode {
  const { t } = useTranslation();
  const [before, after] = [useQuery(requestQuery(a, null)), useQuery(requestQuery(b, null))];
  if (before.data !== undefined && after.data !== undefined) {
    return <Shown before={before.data} after={after.data} tab={tab} onTab={onTab} />;
  }
  const failed = [before, after].find(({ error }) => error !== null);
  if (failed?.error === undefined || failed.error === null) return <Skeleton lines={8} label={t("app.loading")} />;
  if (failed.error instanceof PanelApiError && failed.error.status === 404) {
    return <EmptyState title={t("detail.goneTitle")} text={t("detail.goneText")} />;
  }
  return (
    <ErrorState
      title={t("app.errorTitle")}
      text={failed.error.message}
      retryLabel={t("app.retry")}
      onRetry={() => void failed.refetch()}
    />
  );
}

interface ShownProps extends Pick<PairProps, "tab" | "onTab"> {
  readonly before: SpendLogDetail;
  readonly after: SpendLogDetail;
}

function Shown({ before, after, tab, onTab }: ShownProps): ReactNode {
  const { t } = useTranslation();
  const content: Record<CompareTab, ReactNode> = {
    facts: <FactsTable before={before} after={after} />,
    request: <Asked before={before} after={after} />,
    answer: <Answered before={before} after={after} />,
  };
  return (
    <>
      <div className="grid shrink-0 grid-cols-2 gap-4 border-b border-line px-5 py-2">
        <Head letter="A" detail={before} />
        <Head letter="B" detail={after} />
      </div>
      <Tabs
        fill
        label={t("compare.title")}
        value={tab}
        onChange={(next) => onTab(compareTabs.find((name) => name === next) ?? "facts")}
        tabs={compareTabs.map((name) => ({ value: name, label: t(`compare.tabs.${name}`), content: content[name] }))}
      />
    </>
  );
}

function Head({ letter, detail }: { readonly letter: string; readonly detail: SpendLogDetail }): ReactNode {
  const { t, i18n } = useTranslation();
  const { id, state, alias, startedAt } = detail;
  return (
    <div className="flex min-w-0 items-center gap-2">
      <span className="font-semibold">{letter}</span>
      <Badge tone={requestTones[state]}>{t(`requests.stateName.${state}`)}</Badge>
      <Link to="/requests" search={{ id }} className="min-w-0 truncate rounded-sm font-mono hover:underline">
        {alias}
      </Link>
      <span className="truncate text-sm text-muted">{formatDateTime(startedAt, i18n.language)}</span>
    </div>
  );
}

type PairOf = Pick<ShownProps, "before" | "after">;

function Asked({ before, after }: PairOf): ReactNode {
  const { t } = useTranslation();
  const texts = useMemo(
    () => comparable(before.requestBody ?? "", after.requestBody ?? ""),
    [before.requestBody, after.requestBody],
  );
  if (before.requestBody === null || after.requestBody === null) return <EmptyState title={t("compare.noBody")} />;
  return (
    <>
      <CutNote isCut={before.requestCut || after.requestCut} />
      <LineDiff label={t("compare.tabs.request")} {...texts} />
    </>
  );
}

function Answered({ before, after }: PairOf): ReactNode {
  const { t } = useTranslation();
  const [first, second] = useMemo(() => [saidText(before), saidText(after)], [before, after]);
  if (first === "" && second === "") return <EmptyState title={t("compare.noAnswer")} />;
  return (
    <>
      <CutNote isCut={before.responseCut || after.responseCut} />
      <WordDiff
        before={first}
        after={second}
        sameText={t("compare.same")}
        tooDifferentText={t("compare.tooDifferent")}
      />
    </>
  );
}

function CutNote({ isCut }: { readonly isCut: boolean }): ReactNode {
  const { t } = useTranslation();
  return isCut ? <p className="px-4 pt-2 text-sm text-warn">{t("compare.keptPart")}</p> : null;
}
