/** Makes a key. Its answer, which holds the secret, goes to the caller and stays nowhere here. */
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { callGateway } from "../../api/gateway-client.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureText } from "./failure-text.tsx";
import { FileRules } from "./file-rules.tsx";
import { readForm } from "./key-draft.ts";
import { KeyFields } from "./key-fields.tsx";
import { emptyForm } from "./key-form.ts";
import type { MadeKey } from "./reveal-dialog.tsx";
import { useCall } from "./use-call.ts";
import { useWrites } from "./use-writes.ts";

export interface CreateDialogProps {
  readonly isOpen: boolean;
  readonly onMade: (made: MadeKey) => void;
  readonly onClose: () => void;
}

/** What was typed stays while the dialog is closed. */
export function CreateDialog({ isOpen, onMade, onClose }: CreateDialogProps): ReactNode {
  const { t } = useTranslation();
  const { isBusy, failure, run } = useCall();
  const writes = useWrites();
  const [form, setForm] = useState(emptyForm);
  const [isTried, setIsTried] = useState(false);
  const { draft, problems } = readForm(form, emptyForm);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsTried(true);
    if (draft === null || isBusy || !writes.isAllowed) return;
    run(
      () => callGateway("createKey", {}, { body: draft }),
      (made) => {
        setForm(emptyForm);
        setIsTried(false);
        onMade(made);
      },
    );
  };
  const first = useRef<HTMLElement | null>(null);
  return (
    <Dialog
      isOpen={isOpen}
      isRoomy
      onClose={onClose}
      title={t("virtualKeys.create.title")}
      closeLabel={t("app.close")}
      initialFocus={first}
    >
      <form
        ref={(element) => {
          first.current = element?.querySelector("input") ?? null;
        }}
        noValidate
        onSubmit={submit}
        className="flex min-h-0 flex-col"
      >
        <div className="flex min-h-0 flex-col gap-4 overflow-auto p-4">
          <FileRules />
          <KeyFields
            form={form}
            onChange={(change) => setForm({ ...form, ...change })}
            problems={isTried ? problems : {}}
          />
        </div>
        <div className="flex shrink-0 flex-col gap-2 border-t border-line px-4 py-3">
          <FailureText failure={failure} />
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{t("virtualKeys.cancel")}</Button>
            <Button type="submit" tone="primary" disabled={isBusy || !writes.isAllowed} title={writes.reason}>
              {isBusy ? t("virtualKeys.create.busy") : t("virtualKeys.create.submit")}
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
