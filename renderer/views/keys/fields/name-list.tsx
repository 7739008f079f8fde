/** A list of names: each a chip that can be taken out, and an input that adds with Enter, a comma or from the list. */
import { X } from "lucide-react";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Field, type FieldProps } from "./field.tsx";
import { SuggestInput, type Suggestion } from "./suggest-input.tsx";

export interface NameListProps extends Omit<FieldProps, "children"> {
  readonly values: readonly string[];
  readonly onValues: (values: readonly string[]) => void;
  readonly suggestions?: readonly Suggestion[];
  readonly placeholder?: string;
}

export function NameList({ values, onValues, suggestions = [], placeholder, ...field }: NameListProps): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const add = (typed: string): void => {
    const names = typed
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "");
    setText("");
    if (names.length > 0) onValues([...new Set([...values, ...names])]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "," && !event.nativeEvent.isComposing) {
      event.preventDefault();
      add(text);
    }
    if (event.key === "Backspace" && text === "" && values.length > 0) onValues(values.slice(0, -1));
  };
  const left = suggestions.filter(({ value }) => !values.includes(value));
  return (
    <Field {...field}>
      {(control) => (
        <div
          className={`flex min-h-7 flex-wrap items-center gap-1 rounded-md border bg-surface px-1 py-[3px] focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-accent ${control["aria-invalid"] ? "border-danger" : "border-line-strong"}`}
        >
          {values.map((name) => (
            <span
              key={name}
              className="inline-flex h-5 max-w-full items-center gap-1 rounded-sm bg-hover pl-1.5 font-mono text-sm"
            >
              <span className="truncate">{name}</span>
              <button
                type="button"
                aria-label={t("virtualKeys.form.removeName", { name })}
                className="flex size-5 items-center justify-center rounded-sm text-muted hover:text-ink"
                onClick={() => onValues(values.filter((other) => other !== name))}
              >
                <X size={12} aria-hidden />
              </button>
            </span>
          ))}
          <SuggestInput
            {...control}
            value={text}
            onValue={setText}
            onPick={add}
            onEnter={add}
            onBlur={() => add(text)}
            onKeyDown={onKeyDown}
            suggestions={left}
            placeholder={values.length === 0 ? placeholder : undefined}
            className="h-5 min-w-24 flex-1 bg-transparent px-1 font-mono text-sm outline-none placeholder:font-sans placeholder:text-faint"
          />
        </div>
      )}
    </Field>
  );
}
