/** One request from every side: overview, messages, attempts and the two bodies. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, ChevronDown, MessageSquare, MessagesSquare, Repeat2, X } from "lucide-react";
import { lazy, Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SpendLogDetail, SpendLogRow } from "../../../gateway/contract/spend-log.ts";
import { copyText } from "../../api/desktop.ts";
import { useGateway } from "../../api/gateway-context.tsx";
import { PanelApiError } from "../../api/gateway-client.ts";
import { operationName } from "../../api/operation-name.ts";
import { requestQuery } from "../../api/queries.ts";
import { replayChainQuery } from "../../api/replay-queries.ts";
import { requestTones } from "../../api/request-tone.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { ChoiceMenu } from "../../ui/menu.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { asCurl } from "./as-curl.ts";
import { asSdk, type SdkLanguage } from "./as-sdk.ts";
import { CompareWith } from "./compare/compare-with.tsx";
import { loadDetailTabs } from "./load-when-idle.ts";
import type { RequestTab } from "./request-tabs.ts";

const DetailTabs = lazy(loadDetailTabs);

export interface RequestDetailProps {
  readonly id: string;
  /** The list's row, fresher than the stored detail while the request runs; null when the list does not hold it. */
  readonly row: SpendLogRow | null;
  /** Somebody's note on it. */
  readonly comment: string | null;
  readonly tab: RequestTab;
  readonly onTab: (tab: RequestTab) => void;
  readonly onClose: () => void;
  readonly onReplay: () => void;
  /** It stands in the place of the list, so closing it is going back. */
  readonly isAlone: boolean;
}

export function RequestDetail(props: RequestDetailProps): ReactNode {
  const { id, row, comment, tab, onTab } = props;
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(requestQuery(id, row?.state ?? null));
  const chain = useQuery(replayChainQuery(id));
  // Asked at the same time, so that what it shows pushes nothing down that is there already.
  const isWhole = data !== undefined && (!chain.isPending || chain.failureCount > 0);
  const shown = freshest(data ?? null, row);
  const loading = <Skeleton lines={8} label={t("app.loading")} />;
  return (
    <section aria-label={t("detail.title")} className="flex h-full min-h-0 min-w-0 flex-col">
      <Head {...props} shown={shown} detail={data ?? null} />
      {comment !== null && (
        <p className="flex max-h-24 shrink-0 items-start gap-2 overflow-auto border-b border-line bg-sunken px-4 py-1.5 whitespace-pre-wrap">
          <MessageSquare size={13} className="mt-1 shrink-0 text-muted" aria-hidden />
          {comment}
        </p>
      )}
      {isWhole && (
        <Suspense fallback={loading}>
          <DetailTabs detail={{ ...data, ...shown, tags: data.tags }} tab={tab} onTab={onTab} />
        </Suspense>
      )}
      {!isWhole && (data !== undefined || isPending) && loading}
      {data === undefined && error !== null && <Missing error={error} onRetry={() => void refetch()} />}
    </section>
  );
}

interface HeadProps extends Pick<RequestDetailProps, "isAlone" | "onClose" | "onReplay"> {
  readonly shown: SpendLogRow | null;
  readonly detail: SpendLogDetail | null;
}

function Head({ isAlone, onClose, onReplay, shown, detail }: HeadProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
      {isAlone && (
        <IconButton label={t("app.back")} onClick={onClose} className="-ml-2">
          <ArrowLeft size={14} aria-hidden />
        </IconButton>
      )}
      {shown !== null && <Heading row={shown} />}
      <span className="flex-1" />
      {detail !== null && <Actions detail={detail} />}
      {detail !== null && (
        <IconButton label={t("replays.replay")} disabled={detail.state === "in_flight"} onClick={onReplay}>
          <Repeat2 size={14} aria-hidden />
        </IconButton>
      )}
      {!isAlone && (
        <IconButton label={t("app.close")} onClick={onClose}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

function Heading({ row: { state, alias, operation } }: { readonly row: SpendLogRow }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Badge tone={requestTones[state]}>{t(`requests.stateName.${state}`)}</Badge>
      <h2 className="min-w-0 truncate font-mono font-medium">{alias}</h2>
      <span className="shrink-0 text-muted">{operationName(operation, t)}</span>
    </>
  );
}

function Missing({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }): ReactNode {
  const { t } = useTranslation();
  if (error instanceof PanelApiError && error.status === 404) {
    return <EmptyState title={t("detail.goneTitle")} text={t("detail.goneText")} />;
  }
  return <ErrorState title={t("app.errorTitle")} text={error.message} retryLabel={t("app.retry")} onRetry={onRetry} />;
}

function freshest(stored: SpendLogDetail | null, row: SpendLogRow | null): SpendLogRow | null {
  if (stored === null || (row !== null && stored.state === "in_flight")) return row;
  return stored;
}

function Actions({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  const { status } = useGateway();
  const curl = status === null ? null : asCurl(detail, status.baseUrl);
  const copyAs = (language: SdkLanguage): void => {
    const program = status === null ? null : asSdk(detail, status.baseUrl, language);
    if (program !== null) void copyText(program);
  };
  return (
    <>
      {curl !== null && (
        <span className="flex">
          <CopyButton label={t("detail.copyCurl")} doneLabel={t("app.copied")} copy={() => copyText(curl)}>
            {t("detail.copyCurl")}
          </CopyButton>
          <ChoiceMenu
            trigger={
              <Button className="-ml-px w-6 px-0!" aria-label={t("logActions.copyAs")} title={t("logActions.copyAs")}>
                <ChevronDown size={14} aria-hidden />
              </Button>
            }
            groups={[]}
            commands={[
              { label: t("logActions.copyPython"), run: () => copyAs("python") },
              { label: t("logActions.copyTypescript"), run: () => copyAs("typescript") },
            ]}
          />
        </span>
      )}
      <Link
        to="/playground"
        search={{ from: detail.id }}
        aria-label={t("detail.toPlayground")}
        title={t("detail.toPlayground")}
        className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <MessagesSquare size={14} aria-hidden />
      </Link>
      <CompareWith detail={detail} />
      <CopyButton label={t("detail.copyId")} doneLabel={t("app.copied")} copy={() => copyText(detail.id)} />
    </>
  );
}
