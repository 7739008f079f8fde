/** One column: its alias, its conversation, and what runs now. It follows the newest text while it is at its end. */
import { Braces, Square, X } from "lucide-react";
import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { PlaygroundColumn } from "../../../gateway/contract/playground.ts";
import { IconButton } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { MessageView, RunningAnswer } from "./message-view.tsx";
import { changeColumn, continueWith, forgetAnswer, removeColumn } from "./model/session-edits.ts";
import type { PlaygroundStore } from "./playground-store.ts";

export interface ColumnViewProps {
  readonly store: PlaygroundStore;
  readonly column: PlaygroundColumn;
  readonly number: number;
  readonly isAlone: boolean;
  readonly schema: string;
  readonly aliases: readonly string[];
  /** The question with this number is asked differently. */
  readonly onBranch: (questionIndex: number) => void;
}

export function ColumnView(props: ColumnViewProps): ReactNode {
  const { store, column, number, isAlone, schema } = props;
  const { t } = useTranslation();
  const { id, alias, messages } = column;
  const live = useSyncExternalStore(store.subscribe, () => store.liveAnswer(id));
  const problems = useSyncExternalStore(store.subscribe, store.problems);
  const problem = problems.find(({ columnId }) => columnId === id);
  const end = useFollowedEnd(messages.length, live);
  return (
    <section
      aria-label={t("playground.column", { number, alias })}
      className="flex min-h-0 min-w-[280px] flex-1 flex-col border-r border-line last:border-r-0"
    >
      <ColumnHead {...props} isRunning={live !== null} />
      {/* A scrolling region must be reachable by key. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={end} tabIndex={0} role="log" aria-label={alias} className="min-h-0 flex-1 overflow-auto px-4 py-3">
        <div className="flex flex-col gap-3">
          {messages.map((message, index) => {
            const isNewest = index === messages.length - 1 && live === null;
            const asked = messages.slice(0, index).filter(({ role }) => role === "user").length;
            return (
              <MessageView
                key={message.id}
                message={message}
                schema={schema}
                onBranch={message.role === "user" && live === null ? () => props.onBranch(asked) : null}
                onContinue={
                  isNewest && !isAlone ? () => store.change((all, seams) => continueWith(all, id, seams)) : null
                }
                onRetry={isNewest && message.role === "assistant" ? () => retry(store, id) : null}
              />
            );
          })}
          {live !== null && <RunningAnswer answer={live} />}
          {problem !== undefined && (
            <p role="alert" className="text-danger">
              {t(`playground.problem.${problem.problem}`, { detail: problem.detail })}
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

function retry(store: PlaygroundStore, columnId: string): void {
  store.change((session) => forgetAnswer(session, columnId));
  void store.runColumn(columnId);
}

function ColumnHead(props: ColumnViewProps & { readonly isRunning: boolean }): ReactNode {
  const { store, column, isAlone, aliases, isRunning } = props;
  const { t } = useTranslation();
  const [showsOverrides, setShowsOverrides] = useState(column.overrides !== "");
  const { id, alias, overrides } = column;
  const options = aliases.includes(alias) ? aliases : [alias, ...aliases];
  const change = (fields: Parameters<typeof changeColumn>[2]): void =>
    store.change((session) => changeColumn(session, id, fields));
  return (
    <div className="shrink-0 border-b border-line bg-sunken px-3 py-1.5">
      <div className="flex items-center gap-1">
        <Select
          label={t("playground.alias")}
          value={alias}
          options={options.map((value) => ({ value, label: value }))}
          onChange={(next) => change({ alias: next })}
        />
        <span className="flex-1" />
        {isRunning && (
          <IconButton label={t("playground.stop")} onClick={() => store.stop(id)}>
            <Square size={13} aria-hidden />
          </IconButton>
        )}
        <IconButton
          label={t("playground.overrides")}
          aria-pressed={showsOverrides}
          onClick={() => setShowsOverrides(!showsOverrides)}
        >
          <Braces size={13} aria-hidden />
        </IconButton>
        {!isAlone && (
          <IconButton
            label={t("playground.removeColumn")}
            disabled={isRunning}
            onClick={() => store.change((session) => removeColumn(session, id))}
          >
            <X size={13} aria-hidden />
          </IconButton>
        )}
      </div>
      {showsOverrides && (
        <textarea
          aria-label={t("playground.overrides")}
          placeholder={`{"temperature": 0.2} · ${t("playground.overridesHint")}`}
          value={overrides}
          rows={3}
          spellCheck={false}
          onChange={(event) => change({ overrides: event.target.value })}
          className="mt-1.5 w-full resize-y rounded-md border border-line-strong bg-raised px-2 py-1 font-mono text-sm placeholder:text-faint"
        />
      )}
    </div>
  );
}

const nearEndPx = 48;

/** Stays at the end while the user is there; whoever scrolled up reads in peace. */
function useFollowedEnd(count: number, live: unknown): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const note = (): void => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx;
    };
    element.addEventListener("scroll", note, { passive: true });
    return () => element.removeEventListener("scroll", note);
  }, []);
  useEffect(() => {
    if (isAtEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [count, live]);
  return box;
}
