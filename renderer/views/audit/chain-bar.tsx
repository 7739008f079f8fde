/** Whether the chain holds: up to which line, when that was checked, or where it is broken; and why acts are refused now. */
import { useQuery } from "@tanstack/react-query";
import { RefreshCw, ShieldAlert, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AuditState } from "../../../gateway/contract/audit.ts";
import { auditChainQuery } from "../../api/audit-queries.ts";
import { IconButton } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { formatTime } from "../../ui/format.ts";

export function ChainBar(): ReactNode {
  const { t } = useTranslation();
  const { data, error, isFetching, refetch } = useQuery(auditChainQuery);
  return (
    <div className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line px-5 text-sm">
      <div className="min-w-0 flex-1 py-1" aria-live="polite">
        {data === undefined ? (
          <span className="text-muted">{error === null ? t("audit.chain.checking") : error.message}</span>
        ) : (
          <Verdict state={data} />
        )}
      </div>
      {data?.digest != null && (
        <CopyButton
          label={t("audit.chain.copyDigest")}
          doneLabel={t("app.copied")}
          copy={() => navigator.clipboard.writeText(data.digest ?? "")}
        />
      )}
      <IconButton label={t("audit.chain.checkAgain")} disabled={isFetching} onClick={() => void refetch()}>
        <RefreshCw size={14} aria-hidden />
      </IconButton>
    </div>
  );
}

function Verdict({ state }: { readonly state: AuditState }): ReactNode {
  const { t } = useTranslation();
  const { broken, problem, lines, checkedAt, notes } = state;
  return (
    <>
      {broken === null ? (
        <div className="flex flex-wrap items-center gap-1.5">
          <ShieldCheck size={14} className="shrink-0 text-ok" aria-hidden />
          <span>{lines === 0 ? t("audit.chain.empty") : t("audit.chain.whole", { number: lines })}</span>
          <span className="text-faint">{t("audit.chain.checkedAt", { time: formatTime(checkedAt).slice(0, 8) })}</span>
        </div>
      ) : (
        <div role="alert" className="flex items-start gap-1.5 text-danger">
          <ShieldAlert size={14} className="mt-[3px] shrink-0" aria-hidden />
          <span>
            <strong className="font-semibold">
              {t("audit.chain.broken", { file: broken.file, line: broken.line })}
            </strong>{" "}
            {t(`audit.chain.fault.${broken.fault}`)} {t("audit.chain.wholeBefore", { number: lines })}
          </span>
        </div>
      )}
      {problem !== null && (
        <div role="alert" className="text-danger">
          {t("audit.chain.problem", { problem })}
        </div>
      )}
      {notes.map((note) => (
        <div key={note} className="text-muted" lang="en">
          {note}
        </div>
      ))}
    </>
  );
}
