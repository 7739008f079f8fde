/** A text that is typed and sent with its form, with its label above it. */
import { useId, type ReactNode } from "react";
import { inputShape } from "./input-shape.ts";

export interface LabelledInputProps {
  readonly label: string;
  readonly value: string;
  readonly isWrong: boolean;
  /** Id of what says why. */
  readonly describedBy: string;
  readonly placeholder?: string;
  readonly className?: string;
  /** A text that is there already is selected when the field is entered. */
  readonly isSelected?: boolean;
  readonly onChange: (text: string) => void;
}

export function LabelledInput(props: LabelledInputProps): ReactNode {
  const { label, value, isWrong, describedBy, placeholder, className = "", isSelected = false, onChange } = props;
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="block truncate text-sm text-muted">
        {label}
      </label>
      <input
        id={id}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={isWrong}
        aria-describedby={describedBy}
        className={`${inputShape} text-sm ${className}`}
        onChange={({ target }) => onChange(target.value)}
        onFocus={({ target }) => (isSelected ? target.select() : undefined)}
      />
    </div>
  );
}
