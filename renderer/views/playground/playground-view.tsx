/** The playground: up to six aliases side by side, one composer, and the settings beside them. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { maxColumns, type Attachment, type PlaygroundMessage } from "../../../gateway/contract/playground.ts";
import { callGateway } from "../../api/gateway-client.ts";
import { aliasesQuery } from "../../api/queries.ts";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { ColumnView } from "./column-view.tsx";
import { CompareDialog } from "./compare-dialog.tsx";
import { Composer } from "./composer.tsx";
import { playgroundStore, seams } from "./create-store.ts";
import { sessionFromRow } from "./model/from-row.ts";
import { addColumn, ask, branchAt, newSession } from "./model/session-edits.ts";
import { PlaygroundHead } from "./playground-head.tsx";
import type { PlaygroundStore } from "./playground-store.ts";
import { SessionMenu } from "./session-menu.tsx";
import { SettingsPanel } from "./settings-panel.tsx";

const route = getRouteApi("/playground");

export function PlaygroundView(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(aliasesQuery);
  if (data === undefined) {
    if (error === null) return <Skeleton lines={8} label={t("app.loading")} />;
    return (
      <ErrorState
        title={t("app.errorTitle")}
        text={error.message}
        retryLabel={t("app.retry")}
        onRetry={() => void refetch()}
      />
    );
  }
  const aliases = data.aliases
    .filter(
      ({ alias, deployments, disabledReason }) =>
        disabledReason === null &&
        !alias.includes("*") &&
        deployments.some(({ operations }) => operations.includes("chat")),
    )
    .map(({ alias }) => alias);
  const [first] = aliases;
  if (first === undefined) return <EmptyState title={t("playground.noAliases")} text={t("playground.noAliasesText")} />;
  return <Playground store={playgroundStore(first, client)} aliases={aliases} />;
}

type Overlay = "sessions" | "compare" | null;

interface PlaygroundProps {
  readonly store: PlaygroundStore;
  readonly aliases: readonly string[];
}

function Playground({ store, aliases }: PlaygroundProps): ReactNode {
  const session = useSyncExternalStore(store.subscribe, store.session);
  const [text, setText] = useState("");
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [showsSettings, setShowsSettings] = useState(false);
  useRowOf(store);
  const { columns } = session;
  const shown = columns.map(({ alias }) => alias);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PlaygroundHead
        store={store}
        canAdd={columns.length < maxColumns}
        onNew={() => store.open(newSession(shown[0] ?? "", seams))}
        onAdd={() => store.change((all) => addColumn(all, nextAlias(shown, aliases), seams))}
        onSessions={() => setOverlay("sessions")}
        onCompare={() => setOverlay("compare")}
        showsSettings={showsSettings}
        onSettings={() => setShowsSettings(!showsSettings)}
      />
      <div className="flex min-h-0 flex-1">
        <Columns store={store} aliases={aliases} text={text} onText={setText} />
        {showsSettings && (
          <SettingsPanel
            key={session.id}
            session={session}
            onChange={(change) => store.change((all) => ({ ...all, ...change }))}
          />
        )}
      </div>
      <SessionMenu
        isOpen={overlay === "sessions"}
        onClose={() => setOverlay(null)}
        onOpen={(id) => openKept(store, id)}
      />
      <CompareDialog isOpen={overlay === "compare"} columns={columns} onClose={() => setOverlay(null)} />
    </div>
  );
}

function openKept(store: PlaygroundStore, id: string): void {
  void callGateway("playgroundSession", {}, { params: { id } }).then(
    (kept) => store.open(kept),
    () => null,
  );
}

interface ColumnsProps extends PlaygroundProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** The conversations beside each other, and the composer below all of them. */
function Columns({ store, aliases, text, onText }: ColumnsProps): ReactNode {
  const session = useSyncExternalStore(store.subscribe, store.session);
  const isRunning = useSyncExternalStore(store.subscribe, store.isRunning);
  const { columns, schema } = session;
  const branch = (questionIndex: number): void => {
    onText(questionAt(columns[0]?.messages ?? [], questionIndex));
    store.open(branchAt(session, questionIndex, seams));
  };
  const send = (attachments: readonly Attachment[]): void => {
    store.change((all) => ask(all, { text, attachments }, seams));
    onText("");
    store.runAll();
  };
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 overflow-x-auto">
        {columns.map((column, index) => (
          <ColumnView
            key={column.id}
            store={store}
            column={column}
            number={index + 1}
            isAlone={columns.length === 1}
            schema={schema}
            aliases={aliases}
            onBranch={branch}
          />
        ))}
      </div>
      {!isRunning && columns.every(({ messages }) => messages.length === 0) && <Invitation />}
      <Composer isRunning={isRunning} text={text} onText={onText} onStop={() => store.stopAll()} onSend={send} />
    </div>
  );
}

function Invitation(): ReactNode {
  const { t } = useTranslation();
  return (
    <p className="shrink-0 px-4 pb-3 text-center text-muted">
      <span className="font-medium text-ink">{t("playground.emptyTitle")}.</span> {t("playground.emptyText")}
    </p>
  );
}

/** `?from=` names a row of the log: a session begins with it, once. */
function useRowOf(store: PlaygroundStore): void {
  const { from } = route.useSearch();
  const navigate = route.useNavigate();
  useEffect(() => {
    if (from === undefined) return;
    void callGateway("request", {}, { params: { id: from } }).then(
      async (row) => {
        store.open(sessionFromRow(row, seams));
        await navigate({ search: {}, replace: true });
      },
      () => null,
    );
  }, [from, store, navigate]);
}

function questionAt(messages: readonly PlaygroundMessage[], index: number): string {
  return messages.filter(({ role }) => role === "user")[index]?.text ?? "";
}

/** One that is not shown yet, if there is one. */
function nextAlias(shown: readonly string[], aliases: readonly string[]): string {
  return aliases.find((alias) => !shown.includes(alias)) ?? aliases[0] ?? "";
}
