/** One conflict: what stood there, what each side made of it, and the choice. */
import { useId, type KeyboardEvent, type ReactNode, type RefCallback } from "react";
import { useTranslation } from "react-i18next";
import { mergeChoices, type MergeChoice, type MergeConflict } from "../../../editor/merge/merge.ts";

export interface ConflictCardProps {
  readonly number: number;
  readonly line: number;
  readonly conflict: MergeConflict;
  readonly choice: MergeChoice | "own" | undefined;
  readonly onChoose: (choice: MergeChoice) => void;
  /** The first choice. */
  readonly field?: RefCallback<HTMLElement>;
}

export function ConflictCard({ number, line, conflict, choice, onChoose, field }: ConflictCardProps): ReactNode {
  const { t } = useTranslation();
  const name = useId();
  const onKey = (event: KeyboardEvent): void => {
    const chosen = event.altKey ? mergeChoices[Number(event.code.replace("Digit", "")) - 1] : undefined;
    if (chosen === undefined) return;
    event.preventDefault();
    onChoose(chosen);
  };
  return (
    <fieldset className="rounded-md border border-line p-2.5">
      <legend className="px-1 text-sm font-semibold">
        {t("config.merging.conflict", { number })}{" "}
        <span className="font-normal text-faint">{t("config.merging.line", { line })}</span>
      </legend>
      <Lines label={t("config.merging.base")} lines={conflict.base} tone="text-muted" />
      <Lines label={t("config.merging.choice.theirs")} lines={conflict.theirs} tone="bg-info-tint" />
      <Lines label={t("config.merging.choice.mine")} lines={conflict.mine} tone="bg-ok-tint" />
      <div className="mt-2 flex gap-1.5">
        {mergeChoices.map((value, index) => (
          <label
            key={value}
            className="flex h-7 items-center gap-1.5 rounded-md border border-line-strong px-2.5 has-[:checked]:border-accent has-[:checked]:bg-selected has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent"
          >
            <input
              {...(index === 0 && field !== undefined ? { ref: field } : {})}
              type="radio"
              name={name}
              checked={choice === value}
              onChange={() => onChoose(value)}
              onKeyDown={onKey}
            />
            {t(`config.merging.choice.${value}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface LinesProps {
  readonly label: string;
  readonly lines: readonly string[];
  readonly tone: string;
}

function Lines({ label, lines, tone }: LinesProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="mt-1">
      <p className="text-xs text-faint">{label}</p>
      <pre className={`overflow-x-auto rounded-sm px-1.5 font-mono text-sm ${tone}`}>
        {lines.length === 0 ? t("config.merging.empty") : lines.join("\n")}
      </pre>
    </div>
  );
}
