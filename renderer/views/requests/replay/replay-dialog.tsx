/** Sends one request again: as it was, edited, or on up to six other aliases. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { maxReplayAliases, type ReplayHindrance } from "../../../../gateway/contract/replay.ts";
import type { SpendLogDetail } from "../../../../gateway/contract/spend-log.ts";
import { callGateway } from "../../../api/gateway-client.ts";
import { requestQuery } from "../../../api/queries.ts";
import { replayChainQuery } from "../../../api/replay-queries.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../../ui/states.tsx";
import { ReplayForm, type ReplayOrder } from "./replay-form.tsx";

export interface ReplayDialogProps {
  readonly id: string;
  readonly onClose: () => void;
  /** The rows that it became, in the order of their aliases. */
  readonly onSent: (ids: readonly string[]) => void;
}

export function ReplayDialog({ id, onClose, onSent }: ReplayDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog isOpen isRoomy onClose={onClose} title={t("replays.dialogTitle")} closeLabel={t("app.close")}>
      <Loaded id={id} onClose={onClose} onSent={onSent} />
    </Dialog>
  );
}

function Loaded({ id, onClose, onSent }: ReplayDialogProps): ReactNode {
  const { t } = useTranslation();
  // What was read while it runs has no body yet, and another reason against it.
  const row = useQuery({ ...requestQuery(id, null), refetchOnMount: "always" });
  const chain = useQuery({ ...replayChainQuery(id), refetchOnMount: "always" });
  const isFresh = row.isFetchedAfterMount && chain.isFetchedAfterMount;
  if (isFresh && row.data !== undefined && chain.data !== undefined)
    return (
      <Sending
        key={`${row.data.state} ${chain.data.hindrance}`}
        row={row.data}
        hindrance={chain.data.hindrance}
        onClose={onClose}
        onSent={onSent}
      />
    );
  if (row.error === null && chain.error === null) return <Skeleton lines={6} label={t("app.loading")} />;
  if (row.data === undefined && row.error !== null && "status" in row.error && row.error.status === 404)
    return <EmptyState title={t("detail.goneTitle")} text={t("detail.goneText")} />;
  return (
    <ErrorState
      title={t("app.errorTitle")}
      text={(row.error ?? chain.error)?.message ?? ""}
      retryLabel={t("app.retry")}
      onRetry={() => void Promise.all([row.refetch(), chain.refetch()])}
    />
  );
}

interface SendingProps extends Omit<ReplayDialogProps, "id"> {
  readonly row: SpendLogDetail;
  readonly hindrance: ReplayHindrance | null;
}

function Sending({ row, hindrance, onClose, onSent }: SendingProps): ReactNode {
  const client = useQueryClient();
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async ({ body, aliases }: ReplayOrder): Promise<void> => {
    setIsSending(true);
    setProblem(null);
    try {
      const order = {
        ...(body === null ? {} : { body }),
        ...(aliases.length === 0 ? {} : { aliases: aliases.slice(0, maxReplayAliases) }),
      };
      const { replays } = await callGateway("replay", {}, { params: { id: row.id }, body: order });
      await client.invalidateQueries({ queryKey: ["replayChain"] });
      onSent(replays.map((sent) => sent.id));
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : String(failure));
      setIsSending(false);
    }
  };
  return (
    <ReplayForm
      row={row}
      hindrance={hindrance}
      isSending={isSending}
      problem={problem}
      onSend={(order) => void send(order)}
      onCancel={onClose}
    />
  );
}
