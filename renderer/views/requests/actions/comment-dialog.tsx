/** A comment on one request or several; without words it is taken off. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";

export interface CommentDialogProps {
  readonly isOpen: boolean;
  readonly count: number;
  readonly comment: string;
  readonly onSave: (comment: string) => void;
  readonly onClose: () => void;
}

const mostCharacters = 2000;

export function CommentDialog({ isOpen, count, comment, onSave, onClose }: CommentDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("logActions.commentTitle", { count })}
      closeLabel={t("app.close")}
    >
      {/* Mounted anew each time, with the comment as it is then. */}
      <Form comment={comment} onSave={onSave} onClose={onClose} />
    </Dialog>
  );
}

function Form({ comment, onSave, onClose }: Pick<CommentDialogProps, "comment" | "onSave" | "onClose">): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState(comment);
  return (
    <form
      className="flex flex-col gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(text);
      }}
    >
      <textarea
        aria-label={t("logActions.commentLabel")}
        value={text}
        maxLength={mostCharacters}
        rows={4}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSave(text);
        }}
        className="resize-none rounded-md border border-line-strong bg-surface p-2"
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("logActions.cancel")}</Button>
        <Button type="submit" tone="primary">
          {t("logActions.save")}
        </Button>
      </div>
    </form>
  );
}
