/** Text of a model as Markdown, with the panel's words, the clipboard and the way out that the shell or browser gives. */
import { lazy, Suspense, useDeferredValue, useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../ui/copy-button.tsx";
import type { MarkdownWords } from "../ui/markdown.tsx";
import { copyText, desktop } from "./desktop.ts";

/** The parser is half of the panel: it comes when the first text is shown, which stands there as written until then. */
const Markdown = lazy(async () => ({ default: (await import("../ui/markdown.tsx")).Markdown }));

export interface ModelMarkdownProps {
  readonly text: string;
  readonly isStreaming?: boolean;
}

export function ModelMarkdown({ text, isStreaming = false }: ModelMarkdownProps): ReactNode {
  const { t } = useTranslation();
  // Typing and clicks come before the drawing of a stream.
  const shown = useDeferredValue(text);
  const words = useMemo<MarkdownWords>(
    () => ({
      close: t("app.close"),
      openTitle: t("markdown.openTitle"),
      openText: t("markdown.openText"),
      open: t("markdown.open"),
      refused: t("markdown.refused"),
      image: t("markdown.image"),
      showImage: t("markdown.showImage"),
      code: t("markdown.code"),
    }),
    [t],
  );
  const codeAction = useMemo(
    () => (code: string) => (
      <CopyButton label={t("app.copy")} doneLabel={t("app.copied")} copy={() => copyText(code)} />
    ),
    [t],
  );
  return (
    <Suspense fallback={<div className="wrap-anywhere whitespace-pre-wrap">{text}</div>}>
      <Markdown text={shown} isStreaming={isStreaming} words={words} open={openOutside} codeAction={codeAction} />
    </Suspense>
  );
}

function openOutside(address: string): void {
  if (desktop !== null) void desktop.openLink({ url: address });
  else window.open(address, "_blank", "noopener,noreferrer");
}
