/** One part of a message: text as text, reasoning folded, calls and results set apart, media as what they are until asked for. */
import { createContext, useContext, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ModelMarkdown } from "../../api/model-markdown.tsx";
import { Badge } from "../../ui/badge.tsx";
import { formatBytes, formatCount } from "../../ui/format.ts";
import { LongText } from "../../ui/long-text.tsx";
import type { MediaPart, Part } from "./reading/conversation.ts";
import { prettyJson } from "./reading/pretty-json.ts";

export function MessagePart({ part }: { readonly part: Part }): ReactNode {
  const { t } = useTranslation();
  switch (part.kind) {
    case "text":
      return <WrittenText text={part.text} />;
    case "refusal":
      return <PlainText text={part.text} className="text-warn" />;
    case "reasoning":
      return <Reasoning text={part.text} />;
    case "tool_call":
      return (
        <Boxed label={t("detail.toolCall")} name={part.name}>
          {part.text === "" ? null : <PlainText text={part.text} className="font-mono text-sm" />}
        </Boxed>
      );
    case "tool_result":
      return <ToolResult part={part} />;
    case "media":
      return <HeldBack part={part} />;
    case "item":
      return (
        <div className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3">
          <span className="text-muted">{part.label}</span>
          <PlainText text={part.text} />
        </div>
      );
    case "fact":
      return (
        <p>
          <span className="text-muted">{t(`detail.fact.${part.name}`)}</span> {part.value}
        </p>
      );
    case "error":
      return (
        <div className="text-danger">
          <PlainText text={part.text} />
          {part.code !== "" && <p className="font-mono text-sm wrap-anywhere">{part.code}</p>}
        </div>
      );
    case "other":
      return (
        <p>
          <Badge>{t("detail.otherPart", { type: part.type })}</Badge>
        </p>
      );
  }
}

/** Whether texts are drawn as Markdown or shown as written; tools' results and errors are always as written. */
export const DrawnContext = createContext(true);

function WrittenText({ text }: { readonly text: string }): ReactNode {
  const isDrawn = useContext(DrawnContext);
  return <PlainText text={text} draw={isDrawn ? drawMarkdown : undefined} />;
}

function drawMarkdown(text: string): ReactNode {
  return <ModelMarkdown text={text} />;
}

interface PlainTextProps {
  readonly text: string;
  readonly className?: string;
  readonly draw?: ((text: string) => ReactNode) | undefined;
}

function PlainText({ text, className = "", draw }: PlainTextProps): ReactNode {
  const { t } = useTranslation();
  const size = formatCount(text.length);
  return (
    <LongText
      text={text}
      className={className}
      moreLabel={t("detail.showAll", { size })}
      lessLabel={t("detail.showLess")}
      draw={draw}
    />
  );
}

function Reasoning({ text }: { readonly text: string }): ReactNode {
  const { t } = useTranslation();
  if (text === "") return <p className="text-sm text-muted">{t("detail.thinkingSealed")}</p>;
  return (
    <details className="text-muted">
      <summary className="w-fit cursor-pointer rounded-sm text-sm select-none hover:text-ink">
        {t("detail.thinking")}{" "}
        <span className="text-faint">{t("detail.characters", { size: formatCount(text.length) })}</span>
      </summary>
      <div className="mt-1 border-l-2 border-line-strong pl-3">
        <PlainText text={text} />
      </div>
    </details>
  );
}

function ToolResult({ part }: { readonly part: Extract<Part, { kind: "tool_result" }> }): ReactNode {
  const { t } = useTranslation();
  const { name, isError, parts } = part;
  return (
    <DrawnContext value={false}>
      <Boxed label={isError ? t("detail.toolFailed") : t("detail.toolResult")} name={name} isError={isError}>
        {parts.length === 0
          ? null
          : parts.map((one, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- parts never change place
              <div key={index} className="font-mono text-sm">
                <MessagePart part={one.kind === "text" ? { ...one, text: prettyJson(one.text) } : one} />
              </div>
            ))}
      </Boxed>
    </DrawnContext>
  );
}

interface BoxedProps {
  readonly label: string;
  readonly name: string;
  readonly isError?: boolean;
  readonly children: ReactNode;
}

function Boxed({ label, name, isError = false, children }: BoxedProps): ReactNode {
  return (
    <div className="overflow-hidden rounded-md border border-line">
      <p className="flex min-w-0 items-baseline gap-2 bg-hover px-2.5 py-1 text-sm">
        <span className={isError ? "shrink-0 text-danger" : "shrink-0 text-muted"}>{label}</span>
        <span className="truncate font-mono font-medium">{name}</span>
      </p>
      {children !== null && (
        <div className="flex flex-col gap-1 border-t border-line bg-surface px-2.5 py-1.5">{children}</div>
      )}
    </div>
  );
}

function HeldBack({ part: { media, name, bytes, picture } }: { readonly part: MediaPart }): ReactNode {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  const said = [name, bytes === null ? null : formatBytes(bytes)].filter((word) => word !== null);
  return (
    <div>
      <p
        className="flex min-w-0 flex-wrap items-baseline gap-2"
        title={picture === undefined ? t("detail.heldBack") : undefined}
      >
        <Badge tone="info">{t(`detail.media.${media}`)}</Badge>
        <span className="min-w-0 font-mono text-sm wrap-anywhere text-muted">{said.join(" · ")}</span>
        {picture !== undefined && (
          <button
            type="button"
            className="rounded-sm text-sm text-accent hover:underline"
            aria-expanded={isShown}
            onClick={() => setShown(!isShown)}
          >
            {t(isShown ? "wire.hidePicture" : "wire.showPicture")}
          </button>
        )}
      </p>
      {isShown && <img src={picture} alt={name ?? t(`detail.media.${media}`)} className="mt-2 max-h-96 max-w-full" />}
    </div>
  );
}
