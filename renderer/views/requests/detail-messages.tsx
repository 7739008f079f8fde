/** What was asked and answered, in any dialect: as safe Markdown, or word for word as it was written. */
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SpendLogDetail } from "../../../gateway/contract/spend-log.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { DrawnContext, MessagePart } from "./message-part.tsx";
import type { Part, ShownAnswer, ShownMessage } from "./reading/conversation.ts";
import { readDetail } from "./reading/read-detail.ts";

/** An agent's request holds its whole past; the newest part of it is what one looks for. */
const shownMessages = 40;

export function DetailMessages({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  const [isDrawn, setDrawn] = useDrawn();
  const reading = useMemo(() => readDetail(detail), [detail]);
  const { messages, answers, toolsOffered, isRequestCut, isAnswerCut } = reading;
  const saysError = answers.some(({ parts }) => parts.some(({ kind }) => kind === "error"));
  const rowError = saysError ? null : detail.errorMessage;
  if (messages.length === 0 && answers.length === 0 && rowError === null) {
    return <EmptyState title={detail.state === "in_flight" ? t("detail.bodyRunning") : t("detail.messagesNone")} />;
  }
  return (
    <DrawnContext value={isDrawn}>
      <label className="flex h-8 items-center justify-end gap-1.5 border-b border-line px-4 text-sm text-muted">
        <input type="checkbox" checked={isDrawn} onChange={(event) => setDrawn(event.target.checked)} />
        {t("detail.asMarkdown")}
      </label>
      {toolsOffered.length > 0 && <ToolsOffered names={toolsOffered} />}
      <ol className="divide-y divide-line">
        <Asked messages={messages} />
        {isRequestCut && <CutNote text={t("detail.requestCut")} />}
        {answers.map((answer, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- answers never change place
          <Answered key={index} answer={answer} number={answers.length > 1 ? index + 1 : null} />
        ))}
        {isAnswerCut && <CutNote text={t("detail.answerCut")} />}
        {rowError !== null && <li className="px-4 py-3 wrap-anywhere text-danger">{rowError}</li>}
      </ol>
    </DrawnContext>
  );
}

const drawnKey = "portico.messages.markdown";

/** Remembered on this machine. */
function useDrawn(): [boolean, (isDrawn: boolean) => void] {
  const [isDrawn, setDrawn] = useState(() => localStorage.getItem(drawnKey) !== "no");
  return [
    isDrawn,
    (next) => {
      localStorage.setItem(drawnKey, next ? "yes" : "no");
      setDrawn(next);
    },
  ];
}

function ToolsOffered({ names }: { readonly names: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <details className="border-b border-line px-4 py-2 text-sm text-muted">
      <summary className="w-fit cursor-pointer rounded-sm select-none hover:text-ink">
        {t("detail.toolsOffered", { count: names.length })}
      </summary>
      <p className="mt-1 font-mono wrap-anywhere">{names.join(", ")}</p>
    </details>
  );
}

function Asked({ messages }: { readonly messages: readonly ShownMessage[] }): ReactNode {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  const hidden = showsAll ? 0 : Math.max(0, messages.length - shownMessages - 1);
  const first = hidden > 0 ? messages.slice(0, 1) : [];
  return (
    <>
      {first.map(({ role, parts }) => (
        <Message key="first" role={role} parts={parts} />
      ))}
      {hidden > 0 && (
        <li className="px-4 py-2">
          <Button tone="quiet" onClick={() => setShowsAll(true)}>
            {t("detail.earlierMessages", { count: hidden })}
          </Button>
        </li>
      )}
      {messages.slice(hidden > 0 ? hidden + 1 : 0).map(({ role, parts }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a request's messages never change place
        <Message key={index} role={role} parts={parts} />
      ))}
    </>
  );
}

function Answered({ answer, number }: { readonly answer: ShownAnswer; readonly number: number | null }): ReactNode {
  const { t } = useTranslation();
  const { parts, finishReason } = answer;
  const isError = parts.length > 0 && parts.every(({ kind }) => kind === "error");
  const word = number === null ? t("detail.answer") : t("detail.answerNumber", { number });
  return (
    <Message
      role={isError ? t("detail.errorAnswer") : word}
      parts={parts}
      note={finishReason === null ? null : t("detail.finish", { reason: finishReason })}
      isAnswer
    />
  );
}

interface MessageProps {
  readonly role: string;
  readonly parts: readonly Part[];
  readonly note?: string | null;
  readonly isAnswer?: boolean;
}

function Message({ role, parts, note = null, isAnswer = false }: MessageProps): ReactNode {
  return (
    <li className={`px-4 py-3 ${isAnswer ? "bg-sunken" : ""}`}>
      <div className="mb-1 flex items-center gap-2 text-sm text-muted">
        <span className="font-semibold">{role}</span>
        {note !== null && <span className="text-faint">{note}</span>}
      </div>
      <div className="flex flex-col gap-2">
        {parts.map((part, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- parts never change place
          <MessagePart key={index} part={part} />
        ))}
      </div>
    </li>
  );
}

function CutNote({ text }: { readonly text: string }): ReactNode {
  return <li className="px-4 py-2 text-sm text-warn">{text}</li>;
}
