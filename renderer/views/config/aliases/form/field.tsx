/**
 * One value of the file as a field: written on Enter or when it is left, put back by Escape.
 *
 * What cannot be written stays in the field with the reason under it; the file is not touched. The place in the file
 * shows on hover.
 */
import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConfigPath, JsonValue } from "../../../../../gateway/contract/config-edit.ts";
import type { Finding } from "../../../../../gateway/contract/findings.ts";
import { pathText } from "../acts/yaml-path.ts";
import { fieldText, readField, type FieldKind, type FieldProblem } from "./field-values.ts";
import { FindingNotes } from "./finding-notes.tsx";
import { inputShape } from "./input-shape.ts";
import { useHeld } from "./use-held.ts";
import { useSent } from "./use-sent.ts";

export interface FieldProps {
  readonly label: string;
  readonly kind: FieldKind;
  readonly value: JsonValue | undefined;
  readonly path: ConfigPath;
  readonly findings: readonly Finding[];
  readonly isReadOnly: boolean;
  readonly hint?: string;
  readonly isWide?: boolean;
  /** null takes the key out. @returns false when nothing was written */
  readonly onCommit: (value: JsonValue | null) => Promise<boolean>;
}

export function Field(props: FieldProps): ReactNode {
  const { label, kind, value, path, findings, isReadOnly, hint, isWide = false, onCommit } = props;
  const { t } = useTranslation();
  const id = useId();
  const written = fieldText(kind, value);
  const { value: text, hold: setText, release } = useHeld(written);
  // Of this very text: it is gone with it.
  const [refused, setRefused] = useState<{ text: string; problem: FieldProblem } | null>(null);
  const problem = refused?.text === text ? refused.problem : null;
  const sent = useSent<string>();
  const commit = (): void => {
    if (isReadOnly || text === written) return;
    const reading = readField(kind, text);
    if ("problem" in reading) return setRefused({ text, problem: reading.problem });
    void sent(text, () => onCommit(reading.value)).finally(() => release(text));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) commit();
    if (event.key !== "Escape" || (text === written && problem === null)) return;
    event.stopPropagation();
    setText(written);
  };
  const isWrong = problem !== null || findings.some(({ severity }) => severity === "error");
  return (
    <div className={`min-w-0 ${isWide ? "col-span-2" : ""}`}>
      <label htmlFor={id} title={pathText(path)} className="block truncate text-sm text-muted">
        {label}
      </label>
      <input
        id={id}
        value={text}
        title={pathText(path)}
        placeholder={hint}
        readOnly={isReadOnly}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={isWrong}
        aria-describedby={`${id}-notes`}
        className={`${inputShape} font-mono text-sm`}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
        onBlur={commit}
      />
      <div id={`${id}-notes`}>
        {problem !== null && (
          <p role="alert" className="text-sm text-danger">
            {t(`aliases.form.problem.${problem}`)}
          </p>
        )}
        <FindingNotes findings={findings} />
      </div>
    </div>
  );
}
