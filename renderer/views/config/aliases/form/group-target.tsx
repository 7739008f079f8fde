/** The alias that a name only points at, and the choice of another one. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../../ui/button.tsx";
import { setGroupAlias } from "../acts/alias-acts.ts";
import { useDesk } from "../desk.ts";
import { PickAlias } from "../dialogs/pick-alias.tsx";

export function GroupTarget({ alias, target }: { readonly alias: string; readonly target: string }): ReactNode {
  const { t } = useTranslation();
  const { act, index, isReadOnly, mainFile, open } = useDesk();
  const [isPicking, setIsPicking] = useState(false);
  const group = index.answering(target);
  return (
    <>
      <div className="flex items-center gap-2">
        <Button disabled={group === null} className="min-w-0 font-mono" onClick={() => open(group)}>
          <span className="truncate">{target}</span>
        </Button>
        {!isReadOnly && (
          <Button tone="quiet" aria-expanded={isPicking} onClick={() => setIsPicking(!isPicking)}>
            {t("aliases.chooseOne")}
          </Button>
        )}
      </div>
      {isPicking && (
        <div className="mt-1.5 max-h-64 overflow-auto rounded-md border border-line">
          <PickAlias
            without={[alias, target]}
            onPick={(name) => {
              setIsPicking(false);
              void act(setGroupAlias(alias, name, mainFile));
            }}
          />
        </div>
      )}
    </>
  );
}
