/** One deployment's weight: a slider and the number, whole ones; the share it comes to beside it. Written when let go. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { pathText } from "../acts/yaml-path.ts";
import { paramPath } from "../acts/deployment-acts.ts";
import { useHeld } from "./use-held.ts";
import { useSent } from "./use-sent.ts";
import type { DraftDeployment } from "../../../../../gateway/contract/config-files.ts";

export interface WeightRowProps {
  readonly deployment: DraftDeployment;
  readonly weight: number;
  /** Of the slider. */
  readonly most: number;
  readonly percent: number;
  readonly isWaiting: boolean;
  readonly isReadOnly: boolean;
  readonly onCommit: (weight: number) => Promise<boolean>;
}

export function WeightRow(props: WeightRowProps): ReactNode {
  const { deployment, weight, most, percent, isWaiting, isReadOnly, onCommit } = props;
  const { t } = useTranslation();
  const { value: held, hold, release } = useHeld(weight);
  const path = pathText(paramPath(deployment, "weight"));
  const label = t("aliases.form.weightOf", { model: deployment.model });
  const sent = useSent<number>();
  const commit = (): void => {
    if (held !== weight) void sent(held, () => onCommit(held)).finally(() => release(held));
  };
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_minmax(48px,104px)_56px_40px] items-center gap-2">
      <span className="truncate font-mono text-sm" title={deployment.model}>
        {deployment.model}
      </span>
      <input
        type="range"
        min={0}
        max={most}
        step={1}
        value={held}
        aria-label={label}
        title={path}
        disabled={isReadOnly}
        className="w-full accent-(--accent)"
        onChange={({ target }) => hold(Number(target.value))}
        onPointerUp={commit}
        onKeyUp={commit}
        onBlur={commit}
      />
      <input
        inputMode="numeric"
        value={held}
        aria-label={`${label} (${t("aliases.form.weight")})`}
        title={path}
        readOnly={isReadOnly}
        className="h-7 w-full rounded-md border border-line-strong bg-raised px-2 text-right text-sm read-only:bg-sunken"
        onChange={({ target }) => hold(wholeNumber(target.value))}
        onKeyDown={({ key }) => (key === "Enter" ? commit() : undefined)}
        onBlur={commit}
      />
      <span className="text-right text-sm text-muted" title={isWaiting ? t("aliases.waitsText") : undefined}>
        {isWaiting ? t("aliases.waits") : t("aliases.shareOf", { percent })}
      </span>
    </li>
  );
}

const mostDigits = 9;

function wholeNumber(text: string): number {
  return Number(text.replaceAll(/\D/g, "").slice(0, mostDigits));
}
