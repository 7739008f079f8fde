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
  /** Takes the focus when its dialog opens; the text that is there already is selected. */
  readonly isFirst?: boolean;
  readonly onChange: (text: string) => void;
}

export function LabelledInput(props: LabelledInputProps): ReactNode {
  const { label, value, isWrong, describedBy, placeholder, className = "", isFirst = false, onChange } = props;
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
        data-autofocus={isFirst ? true : undefined}
        aria-invalid={isWrong}
        aria-describedby={describedBy}
        className={`${inputShape} text-sm ${className}`}
        onChange={({ target }) => onChange(target.value)}
        onFocus={({ target }) => (isFirst ? target.select() : undefined)}
      />
    </div>
  );
}
