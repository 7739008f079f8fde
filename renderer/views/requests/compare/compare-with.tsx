/** From one request to its comparison with another: the newest others of its alias are offered, any other by its id. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { GitCompareArrows } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SpendLogDetail } from "../../../../gateway/contract/spend-log.ts";
import { requestsQuery } from "../../../api/queries.ts";
import { requestTones } from "../../../api/request-tone.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { formatDuration, formatUsd, formatWhen } from "../../../ui/format.ts";

const offered = 12;

export function CompareWith({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton label={t("compare.with")} onClick={() => setOpen(true)}>
        <GitCompareArrows size={14} aria-hidden />
      </IconButton>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t("compare.with")} closeLabel={t("app.close")}>
        <Others detail={detail} />
      </Dialog>
    </>
  );
}

function Others({ detail: { id, alias } }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [written, setWritten] = useState("");
  const { data, isPending } = useInfiniteQuery(requestsQuery({ alias }));
  const rows = (data?.pages[0]?.rows ?? []).filter((row) => row.id !== id && row.state !== "in_flight");
  const [now] = useState(() => Date.now());
  const compare = (other: string): void => void navigate({ to: "/requests/compare", search: { a: id, b: other } });
  return (
    <div className="flex min-h-0 flex-col gap-3 overflow-auto p-4">
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (written.trim() !== "") compare(written.trim());
        }}
      >
        <input
          value={written}
          onChange={(event) => setWritten(event.target.value)}
          aria-label={t("compare.id")}
          placeholder={t("compare.id")}
          className="h-7 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2 font-mono text-sm"
        />
        <Button type="submit" disabled={written.trim() === ""}>
          {t("compare.go")}
        </Button>
      </form>
      <p className="text-sm text-muted">{t("compare.newest", { alias })}</p>
      {!isPending && rows.length === 0 && <p className="text-faint">{t("compare.noOther")}</p>}
      <ul className="flex flex-col">
        {rows.slice(0, offered).map((row) => (
          <li key={row.id}>
            <button
              type="button"
              className="flex h-8 w-full items-center gap-3 rounded-md px-2 text-left hover:bg-hover"
              onClick={() => compare(row.id)}
            >
              <span className="w-24 shrink-0">
                <Badge tone={requestTones[row.state]}>{t(`requests.stateName.${row.state}`)}</Badge>
              </span>
              <span className="shrink-0">{formatWhen(row.startedAt, now)}</span>
              <span className="min-w-0 flex-1 truncate font-mono text-sm text-muted">{row.upstreamModel}</span>
              <span className="shrink-0">{formatDuration(row.totalMs)}</span>
              <span className="w-24 shrink-0 text-right">{formatUsd(row.costUsdNanos)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
