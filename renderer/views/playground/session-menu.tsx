/** The kept sessions, newest first: opened by a click, removed one by one. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { callGateway } from "../../api/gateway-client.ts";
import { Badge } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { formatDateTime } from "../../ui/format.ts";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";

export const sessionsKey = ["playground", "sessions"] as const;

export interface SessionMenuProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onOpen: (id: string) => void;
}

export function SessionMenu({ isOpen, onClose, onOpen }: SessionMenuProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("playground.sessions")} closeLabel={t("app.close")}>
      <Sessions
        onOpen={(id) => {
          onClose();
          onOpen(id);
        }}
      />
    </Dialog>
  );
}

function Sessions({ onOpen }: { readonly onOpen: (id: string) => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: sessionsKey,
    queryFn: ({ signal }) => callGateway("playgroundSessions", {}, { signal }),
    staleTime: 0,
  });
  if (data === undefined) {
    if (error === null) return <Skeleton lines={6} label={t("app.loading")} />;
    return (
      <ErrorState
        title={t("app.errorTitle")}
        text={error.message}
        retryLabel={t("app.retry")}
        onRetry={() => void refetch()}
      />
    );
  }
  if (data.sessions.length === 0) return <EmptyState title={t("playground.noSessions")} />;
  const remove = async (id: string): Promise<void> => {
    await callGateway("removePlaygroundSession", {}, { params: { id }, body: {} }).catch(() => null);
    await client.invalidateQueries({ queryKey: sessionsKey });
  };
  return (
    <ul className="min-h-0 overflow-auto p-1.5">
      {data.sessions.map(({ id, title, updatedAt, parentId }) => (
        <li key={id} className="flex items-center gap-1 rounded-md hover:bg-hover">
          <button
            type="button"
            className="flex min-w-0 flex-1 items-center gap-2 px-2.5 py-1.5 text-left"
            onClick={() => onOpen(id)}
          >
            <span className="min-w-0 flex-1 truncate">{title === "" ? t("playground.untitled") : title}</span>
            {parentId !== null && <Badge>{t("playground.branchOf")}</Badge>}
            <span className="shrink-0 text-sm text-faint">{formatDateTime(updatedAt, i18n.language)}</span>
          </button>
          <IconButton label={t("playground.removeSession")} onClick={() => void remove(id)}>
            <Trash2 size={13} aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
