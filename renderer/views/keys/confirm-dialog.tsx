/** Asks once more before something that cannot be undone, or that clients feel at once. */
import { useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PanelApiError } from "../../api/gateway-client.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureText } from "./failure-text.tsx";

export interface ConfirmDialogProps {
  readonly title: string;
  readonly text: string;
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  readonly isBusy?: boolean;
  readonly failure?: PanelApiError | null;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { t } = useTranslation();
  const cancel = useRef<HTMLButtonElement>(null);
  const { title, text, confirmLabel, cancelLabel = t("virtualKeys.cancel"), isBusy = false, failure = null } = props;
  return (
    <Dialog isOpen onClose={props.onCancel} title={title} closeLabel={t("app.close")} initialFocus={cancel}>
      <div className="flex flex-col gap-3 overflow-auto p-4">
        <p>{text}</p>
        <FailureText failure={failure} />
        <div className="flex justify-end gap-2">
          <Button ref={cancel} onClick={props.onCancel}>
            {cancelLabel}
          </Button>
          <Button tone="danger" disabled={isBusy} onClick={props.onConfirm}>
            {confirmLabel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
