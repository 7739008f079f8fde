/** Block, make anew, delete and set the spend back: each asked once more. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PanelKey } from "../../../gateway/contract/panel-keys.ts";
import { callGateway } from "../../api/gateway-client.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { labelOf } from "./key-order.ts";
import type { MadeKey } from "./reveal-dialog.tsx";
import { useCall } from "./use-call.ts";

export type KeyAction = "block" | "regenerate" | "delete" | "resetSpend";

export interface ActionDialogProps {
  readonly action: KeyAction;
  readonly of: PanelKey;
  readonly onDone: () => void;
  readonly onMade: (made: MadeKey) => void;
  readonly onDeleted: () => void;
}

export function ActionDialog({ action, of, onDone, onMade, onDeleted }: ActionDialogProps): ReactNode {
  const { t } = useTranslation();
  const { isBusy, failure, run } = useCall();
  const params = { id: of.id };
  const act: Record<KeyAction, () => void> = {
    block: () => run(() => callGateway("blockKey", {}, { params, body: {} }), onDone),
    resetSpend: () => run(() => callGateway("updateKey", {}, { params, body: { spend: "0" } }), onDone),
    regenerate: () =>
      run(
        () => callGateway("regenerateKey", {}, { params, body: {} }),
        (made) => {
          onDone();
          onMade(made);
        },
      ),
    delete: () =>
      run(
        () => callGateway("deleteKey", {}, { params, body: {} }),
        () => {
          onDone();
          onDeleted();
        },
      ),
  };
  const words: Record<KeyAction, string> = {
    block: t("virtualKeys.block"),
    regenerate: t("virtualKeys.regenerate"),
    delete: t("virtualKeys.remove"),
    resetSpend: t("virtualKeys.resetSpend"),
  };
  return (
    <ConfirmDialog
      title={t(`virtualKeys.confirm.${action}.title`, { name: labelOf(of) })}
      text={t(`virtualKeys.confirm.${action}.text`)}
      confirmLabel={words[action]}
      isBusy={isBusy}
      failure={failure}
      onConfirm={act[action]}
      onCancel={onDone}
    />
  );
}
