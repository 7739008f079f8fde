/** The two kinds of fields of the settings: a text of several lines, and a number that may be left to the provider. */
import { useState, type ReactNode } from "react";

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly isCode?: boolean;
  /** The label stands above it; else only a screen reader has it. */
  readonly isShown?: boolean;
}

export function Field(props: FieldProps): ReactNode {
  const { label, value, rows, onChange, placeholder, isCode = false, isShown = false } = props;
  return (
    <label className="flex flex-col gap-0.5">
      <span className={isShown ? "text-sm text-muted" : "sr-only"}>{label}</span>
      <textarea
        value={value}
        rows={rows}
        placeholder={placeholder}
        spellCheck={!isCode}
        onChange={(event) => onChange(event.target.value)}
        className={`w-full resize-y rounded-md border border-line-strong bg-raised px-2 py-1 placeholder:text-faint ${isCode ? "font-mono text-sm" : ""}`}
      />
    </label>
  );
}

export interface NumberFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly isWhole: boolean;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** Keeps what is typed while it is typed: `0.` is on its way to a number. */
export function NumberField({ label, hint, isWhole, value, onChange }: NumberFieldProps): ReactNode {
  const [text, setText] = useState(value === null ? "" : String(value));
  const parsed = parseNumber(text, isWhole);
  return (
    <label className="grid grid-cols-[132px_minmax(0,1fr)] items-center gap-2">
      <span className="font-mono text-sm">{label}</span>
      <input
        value={text}
        inputMode="decimal"
        placeholder={hint}
        aria-invalid={parsed === undefined}
        onChange={(event) => {
          setText(event.target.value);
          const next = parseNumber(event.target.value, isWhole);
          if (next !== undefined) onChange(next);
        }}
        className="h-7 min-w-0 rounded-md border border-line-strong bg-raised px-2 font-mono text-sm placeholder:font-sans placeholder:text-faint aria-invalid:border-danger"
      />
    </label>
  );
}

/** @returns null for nothing, undefined for what is no such number */
function parseNumber(text: string, isWhole: boolean): number | null | undefined {
  if (text.trim() === "") return null;
  const value = Number(text);
  return Number.isFinite(value) && (!isWhole || Number.isInteger(value)) ? value : undefined;
}
