/** A key's settings as a form: only what was touched is sent, and nothing typed is lost without a question. */
import { useBlocker } from "@tanstack/react-router";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PanelKey } from "../../../gateway/contract/panel-keys.ts";
import { callGateway } from "../../api/gateway-client.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { FailureText } from "./failure-text.tsx";
import { readForm, type ReadForm } from "./key-draft.ts";
import { KeyFields } from "./key-fields.tsx";
import { formOf, type KeyForm } from "./key-form.ts";
import { keySearchSchema } from "./key-search.ts";
import { useCall } from "./use-call.ts";
import { useWrites } from "./use-writes.ts";

export function KeyEdit({ of }: { readonly of: PanelKey }): ReactNode {
  const { isBusy, failure, run, forget } = useCall();
  const { isAllowed } = useWrites();
  const { form, set, start, read } = useKeyForm(of);
  const [isTried, setIsTried] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const { draft, problems, isChanged } = read;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsTried(true);
    if (draft === null || !isChanged || isBusy || !isAllowed) return;
    run(
      () => callGateway("updateKey", {}, { params: { id: of.id }, body: draft }),
      (key) => {
        start(key);
        setIsTried(false);
        setIsSaved(true);
      },
    );
  };
  const undo = (): void => {
    start(of);
    setIsTried(false);
    forget();
  };
  return (
    <form noValidate onSubmit={submit} className="flex min-h-full flex-col">
      <LeaveGuard isDirty={isChanged} />
      <div className="flex-1 px-4 py-3">
        <KeyFields
          form={form}
          onChange={(change) => {
            set(change);
            setIsSaved(false);
          }}
          problems={isTried ? problems : {}}
          expiresAt={of.expiresAt}
        />
      </div>
      <div className="sticky bottom-0 flex flex-col gap-2 border-t border-line bg-surface px-4 py-2">
        <FailureText failure={failure} />
        <SaveBar isChanged={isChanged} isSaved={isSaved} isBusy={isBusy} onUndo={undo} />
      </div>
    </form>
  );
}

interface KeyFormState {
  readonly form: KeyForm;
  readonly read: ReadForm;
  readonly set: (change: Partial<KeyForm>) => void;
  /** From this key on. */
  readonly start: (key: PanelKey) => void;
}

/** A key that is changed elsewhere fills an untouched form anew; a touched one stays as it is typed. */
function useKeyForm(of: PanelKey): KeyFormState {
  const [before, setBefore] = useState(() => formOf(of));
  const [form, setForm] = useState(before);
  const [seenAt, setSeenAt] = useState(of.updatedAt);
  const read = readForm(form, before);
  const start = (key: PanelKey): void => {
    setBefore(formOf(key));
    setForm(formOf(key));
    setSeenAt(key.updatedAt);
  };
  if (of.updatedAt > seenAt && !read.isChanged) start(of);
  return { form, read, set: (change) => setForm({ ...form, ...change }), start };
}

interface SaveBarProps {
  readonly isChanged: boolean;
  readonly isSaved: boolean;
  readonly isBusy: boolean;
  readonly onUndo: () => void;
}

function SaveBar({ isChanged, isSaved, isBusy, onUndo }: SaveBarProps): ReactNode {
  const { t } = useTranslation();
  const { isAllowed, reason } = useWrites();
  return (
    <div className="flex items-center justify-end gap-2">
      <output className="flex-1 text-sm text-muted">
        {isChanged ? t("virtualKeys.unsaved") : isSaved ? t("virtualKeys.saved") : ""}
      </output>
      <Button disabled={!isChanged} onClick={onUndo}>
        {t("virtualKeys.discard")}
      </Button>
      <Button type="submit" tone="primary" disabled={!isChanged || isBusy || !isAllowed} title={reason}>
        {t("virtualKeys.save")}
      </Button>
    </div>
  );
}

/** Filtering or sorting the list beside it leaves the form where it is; everything else would close it. */
function LeaveGuard({ isDirty }: { readonly isDirty: boolean }): ReactNode {
  const { t } = useTranslation();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty && !(current.pathname === next.pathname && placeIn(current.search) === placeIn(next.search)),
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  if (status !== "blocked") return null;
  return (
    <ConfirmDialog
      title={t("virtualKeys.leaveTitle")}
      text={t("virtualKeys.leaveText")}
      confirmLabel={t("virtualKeys.leave")}
      cancelLabel={t("virtualKeys.stay")}
      onConfirm={proceed}
      onCancel={reset}
    />
  );
}

function placeIn(search: object): string {
  const { id, tab, view } = keySearchSchema.parse(search);
  return [id, tab, view].join(" ");
}
