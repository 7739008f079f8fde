/** One line at the foot: is the gateway running, where, on which config, how busy, and does the log write. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { GatewayStatus } from "../gateway/contract/catalog.ts";
import { useGateway, type GatewayReach } from "./api/gateway-context.tsx";
import { DotLabel, type Tone } from "./ui/badge.tsx";
import { formatCount } from "./ui/format.ts";

const reachWords: Record<GatewayReach, "running" | "offline" | "connecting"> = {
  connecting: "connecting",
  running: "running",
  offline: "offline",
  locked: "offline",
};
const reachTones: Record<GatewayReach, Tone> = {
  connecting: "neutral",
  running: "ok",
  offline: "danger",
  locked: "danger",
};

export function StatusBar(): ReactNode {
  const { t } = useTranslation();
  const { status, reach } = useGateway();
  return (
    <footer
      aria-label={t("app.statusBar")}
      className="col-span-2 flex min-w-0 items-center gap-4 overflow-hidden border-t border-line bg-sunken px-3 text-sm whitespace-nowrap text-muted"
    >
      <DotLabel tone={reachTones[reach]}>{t(`status.${reachWords[reach]}`)}</DotLabel>
      {status !== null && (
        <>
          <span>
            {status.host}:{status.port}
          </span>
          <ConfigState status={status} />
          <span className="flex-1" />
          <span className="min-w-20 text-right">{t("status.inFlight", { count: status.inFlight })}</span>
          <span className="min-w-16 text-right">
            {t("status.perSecond", { rate: status.requestsPerSecond.toFixed(status.requestsPerSecond < 10 ? 1 : 0) })}
          </span>
          <LedgerState status={status} />
          <LogState log={status.log} />
          <span className="hidden text-faint min-[1100px]:inline">{status.version}</span>
        </>
      )}
    </footer>
  );
}

function ConfigState({ status: { configState, findings } }: { readonly status: GatewayStatus }): ReactNode {
  const { t } = useTranslation();
  const worth = findings.filter(({ severity }) => severity !== "info");
  const first = worth.find(({ severity }) => severity === "error") ?? worth[0];
  const place = first === undefined ? "" : ` ${first.line}:${first.column}`;
  const [tone, text] =
    configState === "broken"
      ? (["danger", t("status.configBroken") + place] as const)
      : worth.length > 0
        ? (["warn", t("status.configProblems", { count: worth.length })] as const)
        : (["ok", t("status.configOk")] as const);
  return (
    <Link
      to="/config"
      search={first === undefined ? {} : { file: first.file, line: first.line }}
      className="rounded-sm hover:text-ink"
    >
      <DotLabel tone={tone}>{text}</DotLabel>
    </Link>
  );
}

function LedgerState({ status: { ledger, softBudgets } }: { readonly status: GatewayStatus }): ReactNode {
  const { t } = useTranslation();
  if (ledger.problem !== null) {
    return (
      <span className={`min-w-0 truncate ${ledger.isWritable ? "text-warn" : "text-danger"}`} title={ledger.problem}>
        {t("status.ledgerProblem", { problem: ledger.problem })}
      </span>
    );
  }
  if (softBudgets.length === 0) return null;
  const keys = softBudgets.map(({ label, spent, soft }) => `${label}: $${spent} / $${soft}`).join("\n");
  return (
    <Link to="/keys" search={{ state: "overSoftBudget" }} className="rounded-sm text-warn hover:underline" title={keys}>
      {t("status.softBudgets", { count: softBudgets.length })}
    </Link>
  );
}

function LogState({ log }: { readonly log: GatewayStatus["log"] }): ReactNode {
  const { t } = useTranslation();
  if (log.problem !== null) {
    return (
      <span className="min-w-0 truncate text-danger" title={log.problem}>
        {t("status.logProblem", { problem: log.problem })}
      </span>
    );
  }
  if (!log.enabled) return <span>{t("status.logOff")}</span>;
  return (
    <span>
      {t("status.logRows", { rows: formatCount(log.rows) })}
      {log.dropped > 0 && <span className="ml-2 text-warn">{t("status.logDropped", { count: log.dropped })}</span>}
    </span>
  );
}
