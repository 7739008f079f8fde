/** A new run: the candidate, what can be sent and what cannot, the bill beforehand, and how many at a time. */
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { maxRunRows } from "../../../../gateway/contract/replay.ts";
import { callGateway } from "../../../api/gateway-client.ts";
import { replayPlanQuery } from "../../../api/replay-queries.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Select } from "../../../ui/select.tsx";
import { AliasList } from "./alias-list.tsx";
import { RunPlan } from "./run-plan.tsx";
import { useAliases } from "./use-aliases.ts";

export interface RunDialogProps {
  readonly ids: readonly string[];
  readonly onClose: () => void;
  readonly onStarted: (runId: string) => void;
}

const paces = ["1", "2", "4", "8", "16"];

export function RunDialog({ ids, onClose, onStarted }: RunDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen
      isRoomy
      onClose={onClose}
      title={t("replays.runTitle", { count: ids.length })}
      closeLabel={t("app.close")}
    >
      {ids.length > maxRunRows ? (
        <p role="status" className="p-6 text-center text-warn">
          {t("replays.tooMany", { most: maxRunRows, count: ids.length })}
        </p>
      ) : (
        <Form ids={ids} onClose={onClose} onStarted={onStarted} />
      )}
    </Dialog>
  );
}

function Form({ ids, onClose, onStarted }: RunDialogProps): ReactNode {
  const { t } = useTranslation();
  const [alias, setAlias] = useState("");
  const [pace, setPace] = useState("4");
  const [isStarting, setIsStarting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const aliases = useAliases(null);
  const plan = useQuery(replayPlanQuery(ids, alias));
  const isKnown = alias !== "" && plan.data !== undefined && !plan.isPlaceholderData;
  const start = async (): Promise<void> => {
    setIsStarting(true);
    setProblem(null);
    try {
      const body = { ids: [...ids], alias, concurrency: Number(pace) };
      onStarted((await callGateway("startReplayRun", {}, { body })).id);
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : String(failure));
      setIsStarting(false);
    }
  };
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (isKnown && !isStarting) void start();
      }}
    >
      <div className="flex min-h-0 flex-col gap-3 overflow-auto p-4">
        <AliasList
          label={t("replays.candidate")}
          aliases={aliases}
          chosen={new Set([alias])}
          isSingle
          isFull={false}
          onToggle={setAlias}
        />
        <RunPlan plan={alias === "" ? null : (plan.data ?? null)} all={ids.length} isChosen={alias !== ""} />
      </div>
      <div className="flex shrink-0 flex-col gap-2 border-t border-line p-4">
        {(problem ?? plan.error?.message) !== undefined && (
          <p role="alert" className="text-danger">
            {problem ?? plan.error?.message}
          </p>
        )}
        <div className="flex items-center gap-2">
          <span className="text-muted">{t("replays.concurrency")}</span>
          <Select
            label={t("replays.concurrency")}
            value={pace}
            options={paces.map((value) => ({ value, label: value }))}
            onChange={setPace}
          />
          <span className="flex-1" />
          <Button onClick={onClose}>{t("replays.cancel")}</Button>
          <Button type="submit" tone="primary" disabled={!isKnown || isStarting || (plan.data?.replayable ?? 0) === 0}>
            {t("replays.start")}
          </Button>
        </div>
      </div>
    </form>
  );
}
