/** One turn of a column: a question, a model's answer as Markdown, or a tool's answer. */
import { RotateCcw, Split, Undo2 } from "lucide-react";
import { memo, useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PlaygroundMessage } from "../../../gateway/contract/playground.ts";
import { ModelMarkdown } from "../../api/model-markdown.tsx";
import { Badge } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { AnswerFactsLine } from "./answer-facts.tsx";
import type { LiveAnswer } from "./model/answer-stream.ts";
import { checkAnswer } from "./model/check-answer.ts";

export interface MessageViewProps {
  readonly message: PlaygroundMessage;
  readonly schema: string;
  /** Asks again what led to this; null for all but the newest answer. */
  readonly onRetry: (() => void) | null;
  /** Goes on from here in every column; null where there is only one. */
  readonly onContinue: (() => void) | null;
  /** Of a question. */
  readonly onBranch: (() => void) | null;
}

export const MessageView = memo(function MessageView(props: MessageViewProps): ReactNode {
  const { message, schema, onRetry, onContinue, onBranch } = props;
  const { t } = useTranslation();
  if (message.role === "user") return <Question message={message} onBranch={onBranch} />;
  if (message.role === "tool") {
    return (
      <div className="rounded-md border border-line text-sm">
        <p className="bg-hover px-2.5 py-1 text-muted">{t("playground.tool", { name: message.name })}</p>
        <p className="px-2.5 py-1.5 font-mono wrap-anywhere whitespace-pre-wrap">{message.text}</p>
      </div>
    );
  }
  return (
    <article className="flex min-w-0 flex-col gap-1.5">
      <div className="flex items-start justify-between gap-2">
        <AnswerFactsLine facts={message.facts} />
        <span className="-my-1.5 flex shrink-0">
          {onContinue !== null && (
            <IconButton label={t("playground.continueWith")} onClick={onContinue}>
              <Split size={13} aria-hidden />
            </IconButton>
          )}
          {onRetry !== null && (
            <IconButton label={t("playground.retry")} onClick={onRetry}>
              <RotateCcw size={13} aria-hidden />
            </IconButton>
          )}
        </span>
      </div>
      <AnswerBody answer={message} isStreaming={false} />
      <SchemaNote schema={schema} text={message.text} hasCalls={message.toolCalls.length > 0} />
    </article>
  );
});

interface QuestionProps {
  readonly message: Extract<PlaygroundMessage, { role: "user" }>;
  readonly onBranch: (() => void) | null;
}

function Question({ message: { text, attachments }, onBranch }: QuestionProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="group flex min-w-0 items-start gap-2 rounded-md bg-sunken px-3 py-2">
      <div className="min-w-0 flex-1">
        <span className="sr-only">{t("playground.you")}: </span>
        <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>
        {attachments.length > 0 && (
          <p className="mt-1 flex flex-wrap gap-1">
            {attachments.map(({ name }, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- two files may have one name
              <Badge key={index} tone="info">
                {name}
              </Badge>
            ))}
          </p>
        )}
      </div>
      {onBranch !== null && (
        <IconButton label={t("playground.editAndBranch")} onClick={onBranch} className="-my-1 -mr-2">
          <Undo2 size={13} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

/** What runs looks as it will look when it ended. The figures stand above it: they would move with every line below. */
export function RunningAnswer({ answer }: { readonly answer: LiveAnswer }): ReactNode {
  const { t } = useTranslation();
  const isSilent = answer.text === "" && answer.reasoning === "" && answer.toolCalls.length === 0;
  return (
    <article aria-busy="true" className="flex min-w-0 flex-col gap-1.5">
      <div className="min-h-5">
        <AnswerFactsLine facts={answer.facts} />
      </div>
      {isSilent ? <p className="text-muted">{t("playground.waiting")}</p> : <AnswerBody answer={answer} isStreaming />}
    </article>
  );
}

type Shown = Pick<LiveAnswer, "text" | "reasoning" | "toolCalls" | "facts">;

function AnswerBody({ answer, isStreaming }: { readonly answer: Shown; readonly isStreaming: boolean }): ReactNode {
  const { t } = useTranslation();
  const { text, reasoning, toolCalls, facts } = answer;
  const isEmpty = text === "" && toolCalls.length === 0 && facts.error === null;
  return (
    <>
      {reasoning !== "" && (
        <details open={text === "" && isStreaming} className="text-muted">
          <summary className="w-fit cursor-pointer rounded-sm text-sm select-none hover:text-ink">
            {t("playground.thinking")}
          </summary>
          <div className="mt-1 border-l-2 border-line-strong pl-3 wrap-anywhere whitespace-pre-wrap">{reasoning}</div>
        </details>
      )}
      {text !== "" && <ModelMarkdown text={text} isStreaming={isStreaming} />}
      {isEmpty && !isStreaming && <p className="text-muted">{t("playground.noText")}</p>}
      {toolCalls.map((call) => (
        <div key={call.id} className="rounded-md border border-line text-sm">
          <p className="bg-hover px-2.5 py-1 font-mono font-medium">{call.name}</p>
          <p className="px-2.5 py-1.5 font-mono wrap-anywhere whitespace-pre-wrap">{call.arguments}</p>
        </div>
      ))}
      {facts.error !== null && (
        <div role="alert" className="rounded-md bg-danger-tint px-3 py-2 text-danger">
          <p className="wrap-anywhere whitespace-pre-wrap">{facts.error.message}</p>
          <p className="font-mono text-xs">{[facts.error.status || "", facts.error.code].join(" ").trim()}</p>
        </div>
      )}
    </>
  );
}

interface SchemaNoteProps {
  readonly schema: string;
  readonly text: string;
  readonly hasCalls: boolean;
}

function SchemaNote({ schema, text, hasCalls }: SchemaNoteProps): ReactNode {
  const { t } = useTranslation();
  const verdict = useMemo(() => checkAnswer(schema, text), [schema, text]);
  if (verdict.kind === "none" || (hasCalls && text === "")) return null;
  if (verdict.kind === "fits") {
    return (
      <p>
        <Badge tone="ok">{t("playground.fits")}</Badge>
      </p>
    );
  }
  return (
    <p className="text-sm wrap-anywhere text-warn">{t(`playground.${verdict.kind}`, { detail: verdict.detail })}</p>
  );
}
