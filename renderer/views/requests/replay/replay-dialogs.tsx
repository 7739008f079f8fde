/** One request is sent again by its own dialog, several become a run. */
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, type ReactNode } from "react";
import { loadReplayDialog, loadRunDialog } from "../load-when-idle.ts";

const ReplayDialog = lazy(loadReplayDialog);
const RunDialog = lazy(loadRunDialog);

export interface ReplayDialogsProps {
  /** Empty = nothing is sent again. */
  readonly ids: readonly string[];
  readonly onClose: () => void;
  /** Shows a row. */
  readonly onOpen: (id: string) => void;
}

export function ReplayDialogs(props: ReplayDialogsProps): ReactNode {
  return (
    <Suspense>
      <DialogFor {...props} />
    </Suspense>
  );
}

function DialogFor({ ids, onClose, onOpen }: ReplayDialogsProps): ReactNode {
  const navigate = useNavigate();
  const [first] = ids;
  if (first === undefined) return null;
  if (ids.length > 1)
    return (
      <RunDialog
        ids={ids}
        onClose={onClose}
        onStarted={(id) => void navigate({ to: "/replays/$id", params: { id } })}
      />
    );
  return (
    <ReplayDialog
      id={first}
      onClose={onClose}
      onSent={(sent) => {
        onClose();
        if (sent[0] !== undefined) onOpen(sent[0]);
      }}
    />
  );
}
