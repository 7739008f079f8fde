/** Timing, tokens, route and client of one request. */
import type { ReactNode } from "react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { SpendLogDetail } from "../../../gateway/contract/spend-log.ts";
import { operationName } from "../../api/operation-name.ts";
import { formatCount, formatDateTime } from "../../ui/format.ts";
import { KeyValues, Section } from "../../ui/section.tsx";
import { DetailCost } from "./detail-cost.tsx";
import { Waterfall } from "./waterfall.tsx";

const mono = "font-mono text-sm break-all";

export function DetailOverview({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  const { state, errorCode, errorMessage } = detail;
  return (
    <div className="flex flex-col gap-2 px-4 pb-6">
      {state !== "ok" && (
        <div className="mt-3 rounded-md bg-sunken px-3 py-2">
          <p>{t(`requests.stateMeaning.${state}`)}</p>
          {errorMessage !== null && state !== "interrupted" && <p className="text-danger">{errorMessage}</p>}
          {errorCode !== null && <p className={`${mono} text-muted`}>{errorCode}</p>}
        </div>
      )}
      <Section title={t("detail.timing")}>
        <Waterfall detail={detail} />
      </Section>
      <Tokens detail={detail} />
      <DetailCost detail={detail} />
      <Route detail={detail} />
      <Client detail={detail} />
    </div>
  );
}

function Tokens({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  const { promptTokens, cachedTokens, cacheWriteTokens, completionTokens, reasoningTokens, isEstimate } = detail;
  const rate = tokensPerSecond(detail);
  return (
    <Section title={t("detail.tokens")}>
      <KeyValues
        rows={[
          { name: t("detail.prompt"), value: formatCount(promptTokens) },
          { name: t("detail.cached"), value: cachedTokens === null ? null : formatCount(cachedTokens) },
          { name: t("detail.cacheWrites"), value: cacheWriteTokens === null ? null : formatCount(cacheWriteTokens) },
          {
            name: t("detail.completion"),
            value: `${formatCount(completionTokens)}${rate === null ? "" : ` · ${t("detail.perSecond", { rate })}`}`,
          },
          { name: t("detail.reasoning"), value: reasoningTokens === null ? null : formatCount(reasoningTokens) },
          { name: t("detail.counted"), value: isEstimate ? t("detail.costEstimate") : null },
        ]}
      />
    </Section>
  );
}

/** Of the streaming part alone; null when it is too short to mean anything. */
function tokensPerSecond({ stream, completionTokens, firstTokenMs, totalMs }: SpendLogDetail): string | null {
  if (!stream || completionTokens === null || firstTokenMs === null || totalMs === null) return null;
  const seconds = (totalMs - firstTokenMs) / 1000;
  return seconds < 0.05 || completionTokens < 2 ? null : ((completionTokens - 1) / seconds).toFixed(1);
}

function Route({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  const code = (text: string | null): ReactNode => (text === null ? null : <span className={mono}>{text}</span>);
  return (
    <Section title={t("detail.route")}>
      <KeyValues
        rows={[
          { name: t("detail.operation"), value: operationName(detail.operation, t) },
          { name: t("detail.alias"), value: code(detail.alias) },
          { name: t("detail.provider"), value: detail.provider },
          { name: t("detail.model"), value: code(detail.upstreamModel) },
          { name: t("detail.deployment"), value: code(detail.deploymentId) },
          {
            name: t("detail.path"),
            value: (
              <span className={mono}>
                {detail.path} <span className="font-sans text-muted">{streamWord(detail, t)}</span>
              </span>
            ),
          },
          { name: t("detail.configVersion"), value: code(detail.catalogVersion.slice(0, 12)) },
        ]}
      />
    </Section>
  );
}

function streamWord({ stream }: SpendLogDetail, t: TFunction): string {
  return stream ? t("detail.streamed") : t("detail.notStreamed");
}

function Client({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t, i18n } = useTranslation();
  const hasMetadata = Object.keys(detail.metadata).length > 0;
  return (
    <Section title={t("detail.client")}>
      <KeyValues
        rows={[
          { name: t("detail.started"), value: formatDateTime(detail.startedAt, i18n.language) },
          { name: t("detail.userAgent"), value: detail.userAgent },
          { name: t("detail.address"), value: detail.clientAddress },
          { name: t("detail.keyName"), value: detail.keyName },
          { name: t("detail.clientCertificate"), value: detail.clientCertificate },
          {
            name: t("detail.keyDigest"),
            value: detail.keyDigest === null ? null : <span className={mono}>{detail.keyDigest}</span>,
          },
          { name: t("detail.endUser"), value: detail.endUser },
          { name: t("detail.session"), value: detail.sessionId },
          { name: t("detail.tags"), value: detail.tags.length === 0 ? null : detail.tags.join(", ") },
          {
            name: t("detail.trace"),
            value: detail.traceparent === null ? null : <span className={mono}>{detail.traceparent}</span>,
          },
          {
            name: t("detail.metadata"),
            value: hasMetadata ? <span className={mono}>{JSON.stringify(detail.metadata)}</span> : null,
          },
          { name: t("detail.id"), value: <span className={mono}>{detail.id}</span> },
        ]}
      />
    </Section>
  );
}
