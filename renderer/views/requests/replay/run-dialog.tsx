/** A new run: the candidate, what can be sent and what cannot, the bill beforehand, and how many at a time. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { maxRunRows, type RunRequest } from "../../../../gateway/contract/replay.ts";
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
        <output className="block p-6 text-center text-warn">
          {t("replays.tooMany", { most: maxRunRows, count: ids.length })}
        </output>
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
  const { start, isStarting, problem } = useStart(onStarted);
  const aliases = useAliases(null);
  const plan = useQuery(replayPlanQuery(ids, alias));
  const isKnown = alias !== "" && plan.data !== undefined && !plan.isPlaceholderData;
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (isKnown && !isStarting) start({ ids: [...ids], alias, concurrency: Number(pace) });
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
        <Problem words={problem ?? plan.error?.message ?? null} />
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

function Problem({ words }: { readonly words: string | null }): ReactNode {
  return words === null ? null : (
    <p role="alert" className="text-danger">
      {words}
    </p>
  );
}

interface Start {
  readonly start: (request: RunRequest) => void;
  readonly isStarting: boolean;
  readonly problem: string | null;
}

function useStart(onStarted: RunDialogProps["onStarted"]): Start {
  const { mutate, isPending, error } = useMutation({
    mutationFn: (request: RunRequest) => callGateway("startReplayRun", {}, { body: request }),
    onSuccess: ({ id }) => onStarted(id),
    networkMode: "always",
  });
  return { start: mutate, isStarting: isPending, problem: error?.message ?? null };
}
