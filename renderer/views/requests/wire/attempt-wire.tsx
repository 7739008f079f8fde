/** Of one attempt: what its provider refused it with, and on demand what was sent and what came back. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { WireAttempt, WireBody } from "../../../../gateway/contract/request-wire.ts";
import type { SpendLogDetail } from "../../../../gateway/contract/spend-log.ts";
import { formatBytes } from "../../../ui/format.ts";
import { LongText } from "../../../ui/long-text.tsx";
import { HeadersTable } from "./headers-table.tsx";
import { prettyJson } from "../reading/pretty-json.ts";

export interface AttemptWireProps {
  readonly wire: WireAttempt;
  readonly detail: SpendLogDetail;
  readonly hasFailed: boolean;
}

export function AttemptWire({ wire, detail, hasFailed }: AttemptWireProps): ReactNode {
  const { t } = useTranslation();
  const { requestBody, responseBody, requestHeaders, responseHeaders } = wire;
  return (
    <div className="mt-2 flex flex-col gap-1.5">
      {hasFailed && responseBody.bytes > 0 && (
        <Body label={t("wire.errorBody")} body={responseBody} same={detail.responseBody} />
      )}
      <details className="rounded-md border border-line">
        <summary className="cursor-pointer rounded-md px-3 py-1.5 text-sm text-muted select-none hover:text-ink">
          {t("wire.whatWasSent")}
        </summary>
        <div className="flex flex-col gap-2 border-t border-line py-2">
          <p className="px-4 font-mono text-sm break-all">
            {wire.method} {wire.url}
          </p>
          <HeadersTable label={t("wire.sentHeaders")} headers={requestHeaders} />
          <div className="px-4">
            <Body label={t("wire.sentBody")} body={requestBody} same={detail.requestBody} />
          </div>
          <HeadersTable label={t("wire.gotHeaders")} headers={responseHeaders} />
          {!hasFailed && (
            <div className="px-4">
              <Body label={t("wire.gotBody")} body={responseBody} same={detail.responseBody} />
              {wire.isUntouched && responseBody.isCut && (
                <p className="mt-1 text-sm text-muted">{t("wire.untouched")}</p>
              )}
            </div>
          )}
        </div>
      </details>
    </div>
  );
}

interface BodyProps {
  readonly label: string;
  readonly body: WireBody;
  /** What stands on the client's side, for a body that is the same. */
  readonly same: string | null;
}

function Body({ label, body: { text, bytes, isCut, isSame }, same }: BodyProps): ReactNode {
  const { t } = useTranslation();
  const shown = isSame ? same : text;
  return (
    <div className="min-w-0">
      <p className="flex gap-2 text-sm text-muted">
        <span>{label}</span>
        <span className="text-faint">{formatBytes(bytes)}</span>
        {isSame && <span className="text-faint">{t("wire.same")}</span>}
        {isCut && shown !== null && (
          <span className="text-warn">
            {t("detail.bodyCut", { kept: formatBytes(shown.length), size: formatBytes(bytes) })}
          </span>
        )}
      </p>
      {shown === null || shown === "" ? (
        <p className="text-sm text-faint">{t("detail.bodyNone")}</p>
      ) : (
        <div className="mt-1 rounded-md bg-sunken px-3 py-2 font-mono text-sm">
          <LongText
            text={prettyJson(shown)}
            className=""
            moreLabel={t("detail.showAll", { size: shown.length.toLocaleString("en-US") })}
            lessLabel={t("detail.showLess")}
          />
        </div>
      )}
    </div>
  );
}
