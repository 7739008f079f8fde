/** Which rows of a run are shown, each kind with its count. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ReplayRun } from "../../../gateway/contract/replay.ts";
import { Button } from "../../ui/button.tsx";
import { isShown, shownKinds, type ShownKind } from "./run-search.ts";

export interface RunFilterProps {
  readonly run: ReplayRun;
  readonly show: ShownKind;
  readonly onShow: (kind: ShownKind) => void;
}

export function RunFilter({ run, show, onShow }: RunFilterProps): ReactNode {
  const { t } = useTranslation();
  return (
    <fieldset
      aria-label={t("replays.filter")}
      className="flex h-10 shrink-0 items-center gap-1 overflow-x-auto border-b border-line px-4"
    >
      {shownKinds.map((kind) => (
        <Button key={kind} tone="quiet" aria-pressed={kind === show} onClick={() => onShow(kind)}>
          {t(`replays.show.${kind}`)}
          <span className="text-sm text-faint tabular-nums">
            {run.items.filter((item) => isShown(item, kind)).length}
          </span>
        </Button>
      ))}
    </fieldset>
  );
}
