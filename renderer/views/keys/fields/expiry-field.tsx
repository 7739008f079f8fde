/** When a key ends: as it is, never, or after a while from now. */
import { useTranslation } from "react-i18next";
import type { ReactNode } from "react";
import { formatDateTime } from "../../../ui/format.ts";
import { Select } from "../../../ui/select.tsx";
import type { Problems } from "../key-draft.ts";
import type { ExpiryMode, KeyForm } from "../key-form.ts";
import { Field, inputClass } from "./field.tsx";
import { SuggestInput, type Suggestion } from "./suggest-input.tsx";

export interface ExpiryFieldProps {
  readonly form: KeyForm;
  readonly onChange: (change: Partial<KeyForm>) => void;
  readonly problems: Problems;
  /** Of the key that is there; undefined for a new one. */
  readonly expiresAt: number | null | undefined;
  readonly suggestions: readonly Suggestion[];
}

export function ExpiryField({ form, onChange, problems, expiresAt, suggestions }: ExpiryFieldProps): ReactNode {
  const { t, i18n } = useTranslation();
  const at = expiresAt == null ? t("virtualKeys.form.expiryNever") : formatDateTime(expiresAt, i18n.language);
  const modes: readonly ExpiryMode[] =
    expiresAt === undefined ? ["never", "after"] : expiresAt === null ? ["keep", "after"] : ["keep", "never", "after"];
  const words: Record<ExpiryMode, string> = {
    keep: t("virtualKeys.form.expiryKeep", { at }),
    never: t("virtualKeys.form.expiryNever"),
    after: t("virtualKeys.form.expiryAfter"),
  };
  return (
    <Field label={t("virtualKeys.form.expiry")} code="duration" problem={problems["expiresIn"]}>
      {({ id, ...control }) => (
        <div className="flex min-w-0 items-center gap-1.5">
          <Select
            id={id}
            label={t("virtualKeys.form.expiry")}
            value={form.expiry}
            options={modes.map((value) => ({ value, label: words[value] }))}
            onChange={(next) => onChange({ expiry: modes.find((mode) => mode === next) ?? "never" })}
          />
          {form.expiry === "after" && (
            <SuggestInput
              {...control}
              aria-label={t("virtualKeys.form.expiresIn")}
              value={form.expiresIn}
              onValue={(expiresIn) => onChange({ expiresIn })}
              suggestions={suggestions}
              placeholder="30d"
              className={`${inputClass} max-w-32`}
            />
          )}
        </div>
      )}
    </Field>
  );
}
