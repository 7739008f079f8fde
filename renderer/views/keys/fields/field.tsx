/** A label over its control, with LiteLLM's name of the field, a hint, and what is wrong with it. */
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProblem } from "../key-draft.ts";

export interface ControlProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
}

export interface FieldProps {
  readonly label: string;
  /** As `/key/...` calls it. */
  readonly code?: string;
  readonly hint?: string;
  readonly problem?: FieldProblem | undefined;
  readonly isWide?: boolean;
  readonly children: (control: ControlProps) => ReactNode;
}

export const inputClass =
  "h-7 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 placeholder:text-faint aria-invalid:border-danger";

export function Field({ label, code, hint, problem, isWide = false, children }: FieldProps): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const about = problem === undefined ? hint : t(`virtualKeys.problem.${problem}`);
  return (
    <div className={`flex min-w-0 flex-col gap-1 ${isWide ? "col-span-full" : ""}`}>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="max-w-full shrink-0">
          {label}
        </label>
        {code !== undefined && <code className="min-w-0 truncate font-mono text-xs text-faint">{code}</code>}
      </div>
      {children({
        id,
        "aria-describedby": about === undefined ? undefined : `${id}-about`,
        "aria-invalid": problem !== undefined,
      })}
      {about !== undefined && (
        <p id={`${id}-about`} className={`text-sm ${problem === undefined ? "text-faint" : "text-danger"}`}>
          {about}
        </p>
      )}
    </div>
  );
}
