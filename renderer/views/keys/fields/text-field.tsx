/** One line of text with its label; with suggestions it completes. */
import type { ReactNode } from "react";
import { Field, inputClass, type FieldProps } from "./field.tsx";
import { SuggestInput, type Suggestion } from "./suggest-input.tsx";

export interface TextFieldProps extends Omit<FieldProps, "children"> {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly placeholder?: string;
  readonly suggestions?: readonly Suggestion[];
  readonly isNumber?: boolean;
}

export function TextField(props: TextFieldProps): ReactNode {
  const { value, onValue, placeholder, suggestions, isNumber = false, ...field } = props;
  return (
    <Field {...field}>
      {(control) =>
        suggestions === undefined ? (
          <input
            {...control}
            value={value}
            placeholder={placeholder}
            inputMode={isNumber ? "decimal" : undefined}
            autoComplete="off"
            spellCheck={false}
            className={inputClass}
            onChange={({ target }) => onValue(target.value)}
          />
        ) : (
          <SuggestInput
            {...control}
            value={value}
            onValue={onValue}
            placeholder={placeholder}
            suggestions={suggestions}
          />
        )
      }
    </Field>
  );
}
