/** Where a question is written: Enter sends, but never half a syllable of an input method, and never while one runs. */
import { Paperclip, SendHorizontal, Square, X } from "lucide-react";
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Attachment } from "../../../gateway/contract/playground.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { readAttachment } from "./read-attachment.ts";

export interface ComposerProps {
  readonly isRunning: boolean;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onSend: (attachments: readonly Attachment[]) => void;
  readonly onStop: () => void;
}

export function Composer({ isRunning, text, onText, onSend, onStop }: ComposerProps): ReactNode {
  const { t } = useTranslation();
  const [attachments, setAttachments] = useState<readonly Attachment[]>([]);
  const [problem, setProblem] = useState("");
  const canSend = !isRunning && (text.trim() !== "" || attachments.length > 0);
  const send = (): void => {
    if (!canSend) return;
    onSend(attachments);
    setAttachments([]);
    setProblem("");
  };
  const attach = async (files: readonly File[]): Promise<void> => {
    const read = await Promise.all(files.map(readAttachment));
    setAttachments((before) => [...before, ...read.flatMap((one) => ("attachment" in one ? [one.attachment] : []))]);
    const [failed] = read.flatMap((one) => ("problem" in one ? [one] : []));
    setProblem(failed === undefined ? "" : t(`playground.${failed.problem}`, { name: failed.name }));
  };
  return (
    <div className="shrink-0 border-t border-line bg-surface px-4 py-3">
      {attachments.length > 0 && (
        <Attachments
          attachments={attachments}
          onRemove={(index) => setAttachments(attachments.filter((_, at) => at !== index))}
        />
      )}
      {problem !== "" && (
        <p role="alert" className="mb-1.5 text-sm text-danger">
          {problem}
        </p>
      )}
      <div className="flex items-end gap-2">
        <AttachButton onFiles={(files) => void attach(files)} />
        <QuestionField text={text} onText={onText} onSend={send} onFiles={(files) => void attach(files)} />
        {isRunning ? (
          <Button onClick={onStop}>
            <Square size={14} aria-hidden />
            {t("playground.stopAll")}
          </Button>
        ) : (
          <Button tone="primary" disabled={!canSend} onClick={send}>
            <SendHorizontal size={14} aria-hidden />
            {t("playground.send")}
          </Button>
        )}
      </div>
    </div>
  );
}

interface QuestionFieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onSend: () => void;
  readonly onFiles: (files: readonly File[]) => void;
}

function QuestionField({ text, onText, onSend, onFiles }: QuestionFieldProps): ReactNode {
  const { t } = useTranslation();
  return (
    <textarea
      aria-label={t("playground.composer")}
      value={text}
      rows={Math.min(8, Math.max(2, text.split("\n").length))}
      placeholder={t("playground.placeholder")}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        if (!sends(event)) return;
        event.preventDefault();
        onSend();
      }}
      onPaste={(event) => {
        const files = [...event.clipboardData.files];
        if (files.length === 0) return;
        event.preventDefault();
        onFiles(files);
      }}
      className="min-w-0 flex-1 resize-none rounded-md border border-line-strong bg-raised px-3 py-1.5 placeholder:text-faint"
    />
  );
}

/** While a syllable is composed, Enter belongs to the input method; some report it as key code 229 only. */
function sends({ key, shiftKey, nativeEvent }: KeyboardEvent<HTMLTextAreaElement>): boolean {
  return key === "Enter" && !shiftKey && !nativeEvent.isComposing && nativeEvent.keyCode !== 229;
}

function AttachButton({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }): ReactNode {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={t("playground.attach")} onClick={() => input.current?.click()}>
        <Paperclip size={14} aria-hidden />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("playground.attach")}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </>
  );
}

interface AttachmentsProps {
  readonly attachments: readonly Attachment[];
  readonly onRemove: (index: number) => void;
}

function Attachments({ attachments, onRemove }: AttachmentsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <ul className="mb-2 flex flex-wrap gap-2">
      {attachments.map(({ kind, name, dataUrl }, index) => (
        <li
          // oxlint-disable-next-line react/no-array-index-key -- two files may have one name
          key={index}
          className="flex h-9 items-center gap-2 rounded-md border border-line bg-sunken pl-1.5"
        >
          {kind === "image" && <img src={dataUrl} alt="" className="size-6 rounded-sm object-cover" />}
          <span className="max-w-48 truncate text-sm">{name}</span>
          <IconButton label={t("playground.removeAttachment", { name })} onClick={() => onRemove(index)}>
            <X size={12} aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
