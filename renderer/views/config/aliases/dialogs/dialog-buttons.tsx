/** The foot of a dialog: leave it, or do what it asks about. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../../ui/button.tsx";

export interface DialogButtonsProps {
  readonly verb: string;
  readonly isReady?: boolean;
  readonly onCancel: () => void;
  /** Without it the button submits the form it stands in. */
  readonly onDo?: () => void;
}

export function DialogButtons({ verb, isReady = true, onCancel, onDo }: DialogButtonsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="flex justify-end gap-2">
      <Button tone="quiet" onClick={onCancel}>
        {t("aliases.act.cancel")}
      </Button>
      <Button
        tone="primary"
        data-autofocus={onDo === undefined ? undefined : true}
        type={onDo === undefined ? "submit" : "button"}
        disabled={!isReady}
        onClick={onDo}
      >
        {verb}
      </Button>
    </div>
  );
}
