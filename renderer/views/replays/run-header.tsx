/** A run's title line: the candidate, its state and progress, stop, and removal. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft, Square, Trash2 } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ReplayRun } from "../../../gateway/contract/replay.ts";
import { callGateway } from "../../api/gateway-client.ts";
import { replayRunsKey } from "../../api/replay-queries.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { formatDateTime } from "../../ui/format.ts";
import { runTones } from "./item-tones.ts";
import { RunProgress } from "./run-progress.tsx";
import type { Stop } from "./use-stop.ts";

export function RunHeader({ run, stop }: { readonly run: ReplayRun; readonly stop: Stop }): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line pr-4 pl-3">
      <Link
        to="/replays"
        aria-label={t("replays.back")}
        title={t("replays.back")}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <ArrowLeft size={14} aria-hidden />
      </Link>
      <h1 className="min-w-0 truncate font-mono text-lg font-semibold">{run.alias}</h1>
      <Badge tone={runTones[run.state]}>{t(`replays.runState.${run.state}`)}</Badge>
      <RunProgress run={run} />
      <span className="hidden truncate text-sm text-faint min-[900px]:inline">
        {formatDateTime(run.createdAt, i18n.language)}
      </span>
      <span className="flex-1" />
      {stop.problem !== null && (
        <span role="alert" className="truncate text-sm text-danger">
          {stop.problem}
        </span>
      )}
      {run.state === "running" ? (
        <Button onClick={stop.run} disabled={stop.isStopping} aria-keyshortcuts="s">
          <Square size={12} aria-hidden />
          {t(stop.isStopping ? "replays.stopping" : "replays.stop")}
        </Button>
      ) : (
        <Remove id={run.id} />
      )}
    </header>
  );
}

function Remove({ id }: { readonly id: string }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setIsAsking] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => callGateway("removeReplayRun", {}, { params: { id }, body: {} }),
    onSuccess: async () => {
      await navigate({ to: "/replays" });
      await client.invalidateQueries({ queryKey: [replayRunsKey] });
    },
    networkMode: "always",
  });
  return (
    <>
      <IconButton label={t("replays.remove")} onClick={() => setIsAsking(true)}>
        <Trash2 size={14} aria-hidden />
      </IconButton>
      <Dialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t("replays.remove")}
        closeLabel={t("app.close")}
      >
        <div className="flex flex-col gap-3 p-4">
          <p>{t("replays.removeText")}</p>
          {error !== null && (
            <p role="alert" className="text-danger">
              {error.message}
            </p>
          )}
          <div className="flex justify-end gap-2">
            <Button data-autofocus onClick={() => setIsAsking(false)}>
              {t("replays.cancel")}
            </Button>
            <Button tone="danger" disabled={isPending} onClick={() => mutate()}>
              {t("replays.remove")}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
