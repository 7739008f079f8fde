/** Adds a fallback without a mouse: first its kind, then the alias that stands in. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fallbackKinds, fallbacksOf, type FallbackKind } from "../acts/act.ts";
import { addDefaultFallback, addFallback } from "../acts/fallback-acts.ts";
import { useDesk, type Question } from "../desk.ts";
import { PickAlias } from "./pick-alias.tsx";

export interface FallbackDialogProps {
  readonly question: Extract<Question, { kind: "addFallback" }>;
  readonly onClose: () => void;
}

export function FallbackDialog({ question, onClose }: FallbackDialogProps): ReactNode {
  const { t } = useTranslation();
  const { act, index, reading } = useDesk();
  const [kind, setKind] = useState<FallbackKind>("fallbacks");
  const alias = question.alias === null ? null : index.get(question.alias);
  const without = alias === null ? reading.defaultFallbacks : [alias.alias, ...fallbacksOf(alias, kind)];
  const pick = (target: string): void => {
    void act((now) => {
      if (question.alias === null) return addDefaultFallback(now.reading, target, now.mainFile, now.mainText);
      const fresh = now.index.get(question.alias);
      return fresh === null ? null : addFallback(fresh, kind, target, now.mainFile);
    }).then((isDone) => (isDone ? onClose() : undefined));
  };
  return (
    <div className="flex min-h-0 flex-col">
      {alias !== null && (
        <fieldset className="shrink-0 px-4 pt-3 pb-2">
          <legend className="sr-only">{t("aliases.act.which")}</legend>
          {fallbackKinds.map((name) => (
            <label key={name} className="flex min-h-7 items-center gap-2">
              <input
                type="radio"
                name="fallback-kind"
                value={name}
                checked={kind === name}
                className="accent-(--accent)"
                onChange={() => setKind(name)}
              />
              {t(`aliases.kind.${name}`)}
              <span className="text-sm text-faint">{t(`aliases.kindMeaning.${name}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <div className="flex min-h-0 flex-col border-t border-line">
        <PickAlias without={without} onPick={pick} />
      </div>
    </div>
  );
}
