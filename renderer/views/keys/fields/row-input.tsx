/** An input of a row: its column's head is its label, and what is wrong with it stands under it. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProblem } from "../key-draft.ts";
import { inputClass } from "./field.tsx";
import { SuggestInput, type Suggestion } from "./suggest-input.tsx";

export interface RowInputProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly problem?: FieldProblem | undefined;
  readonly suggestions?: readonly Suggestion[];
}

export function RowInput({ label, value, onValue, problem, suggestions }: RowInputProps): ReactNode {
  const { t } = useTranslation();
  const about = problem === undefined ? undefined : t(`virtualKeys.problem.${problem}`);
  const common = { "aria-label": label, "aria-invalid": problem !== undefined, title: about, value };
  return (
    <div className="min-w-0">
      {suggestions === undefined ? (
        <input
          {...common}
          autoComplete="off"
          spellCheck={false}
          className={inputClass}
          onChange={({ target }) => onValue(target.value)}
        />
      ) : (
        <SuggestInput {...common} onValue={onValue} suggestions={suggestions} />
      )}
      {about !== undefined && <p className="text-xs text-danger">{about}</p>}
    </div>
  );
}
