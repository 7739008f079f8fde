/** The conversation as it was sent and answered, as plain text: nothing a model wrote is rendered as markup. */
import type { ReactNode } from "react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { SpendLogDetail } from "../../../gateway/contract/spend-log.ts";
import { Badge } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { answerOf, requestMessages, type MessagePart } from "./messages.ts";

export function DetailMessages({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  const { requestBody, responseBody, stream, errorMessage } = detail;
  const messages = useMemo(() => requestMessages(requestBody), [requestBody]);
  const answer = useMemo(() => answerOf(responseBody, stream), [responseBody, stream]);
  if (messages.length === 0 && answer === null && errorMessage === null) {
    return <EmptyState title={t("detail.messagesNone")} />;
  }
  return (
    <ol className="divide-y divide-line">
      {messages.map(({ role, parts }, index) => (
        // A request's messages never change place.
        // oxlint-disable-next-line react/no-array-index-key
        <Message key={index} role={role} parts={parts} />
      ))}
      {answer !== null && (
        <Message
          role={t("detail.answer")}
          parts={answer.parts}
          note={answer.finishReason === null ? null : t("detail.finish", { reason: answer.finishReason })}
          isAnswer
        />
      )}
      {errorMessage !== null && <li className="px-4 py-3 break-words text-danger">{errorMessage}</li>}
    </ol>
  );
}

interface MessageProps {
  readonly role: string;
  readonly parts: readonly MessagePart[];
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
          <Part key={index} part={part} />
        ))}
      </div>
    </li>
  );
}

function Part({ part }: { readonly part: MessagePart }): ReactNode {
  const { t } = useTranslation();
  const plain = "break-words whitespace-pre-wrap";
  switch (part.kind) {
    case "text":
      return <p className={plain}>{part.text}</p>;
    case "reasoning":
      return (
        <div className="border-l-2 border-line-strong pl-3 text-muted">
          <p className="text-sm font-medium">{t("detail.thinking")}</p>
          <p className={plain}>{part.text}</p>
        </div>
      );
    case "tool_result":
      return <pre className={`font-mono text-sm ${plain}`}>{part.text}</pre>;
    case "tool_call":
      return (
        <div>
          <p className="text-sm text-muted">
            {t("detail.toolCall")} <span className="font-mono text-ink">{part.name}</span>
          </p>
          <pre className={`font-mono text-sm ${plain}`}>{part.text}</pre>
        </div>
      );
    case "image":
      return <Badge>{t("detail.image")}</Badge>;
    case "other":
      return <Badge>{t("detail.otherPart", { type: part.type })}</Badge>;
  }
}
