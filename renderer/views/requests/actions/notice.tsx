/** At the foot of the list: what was just deleted, with the way back, or why something could not be done. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import { Kbd } from "../../../ui/badge.tsx";
import type { LogActions } from "./use-log-actions.ts";

export function Notice({ actions }: { readonly actions: LogActions }): ReactNode {
  const { t } = useTranslation();
  const { undoable, problem } = actions;
  const shape =
    "absolute bottom-4 left-1/2 z-20 flex -translate-x-1/2 items-center gap-3 rounded-md border border-line-strong bg-raised py-1.5 pr-1.5 pl-3 whitespace-nowrap shadow-overlay";
  if (problem !== null) {
    return (
      <div role="alert" className={`${shape} text-danger`}>
        {problem}
        <Button onClick={actions.forgetProblem}>{t("app.close")}</Button>
      </div>
    );
  }
  return (
    <output className={undoable > 0 ? shape : "sr-only"}>
      {undoable > 0 && (
        <>
          {t("logActions.deleted", { count: undoable })}
          <Button onClick={actions.undo}>
            {t("logActions.undo")}
            <Kbd>u</Kbd>
          </Button>
        </>
      )}
    </output>
  );
}
