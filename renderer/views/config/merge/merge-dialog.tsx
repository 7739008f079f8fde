/** Brings a draft and what another program saved together, conflict by conflict; nothing is written here. */
import { useMemo, useRef, useState, type ReactNode, type RefCallback } from "react";
import { useTranslation } from "react-i18next";
import { draftStore, type Drafts } from "../../../editor/draft.ts";
import type { DraftConflict } from "../../../editor/drafts/draft-state.ts";
import { conflictsIn, mergedText, mergeTexts, type MergeChoice, type MergePart } from "../../../editor/merge/merge.ts";
import { MergeEditor } from "../../../editor/merge/merge-editor.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { shortName } from "../file-name.ts";
import { ConflictCard } from "./conflict-card.tsx";

export interface MergeDialogProps {
  readonly drafts: Drafts;
  readonly onClose: () => void;
  /** The result is the draft now. */
  readonly onMerged: () => void;
}

export function MergeDialog({ drafts, onClose, onMerged }: MergeDialogProps): ReactNode {
  const { t } = useTranslation();
  const { conflict, texts } = drafts;
  // What is merged stays the same while the dialog is open, unless the file changes once more.
  const [mine] = useState(() => texts.get(conflict?.file ?? "") ?? "");
  const field = useRef<HTMLElement>(null);
  if (conflict === null) return null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("config.merging.title", { file: shortName(conflict.file) })}
      closeLabel={t("config.close")}
      isWide
      initialFocus={field}
    >
      <Merging
        key={conflict.theirs.hash}
        conflict={conflict}
        mine={mine}
        field={(node) => {
          field.current = node;
        }}
        onClose={onClose}
        onMerged={onMerged}
      />
    </Dialog>
  );
}

interface MergingProps {
  readonly conflict: DraftConflict;
  readonly mine: string;
  /** What has the focus at first: the first choice, or the button when there is none to make. */
  readonly field: RefCallback<HTMLElement>;
  readonly onClose: () => void;
  readonly onMerged: () => void;
}

/** `own`: the lines were written by hand. */
type Chosen = MergeChoice | "own" | undefined;

function Merging({ conflict, mine, field, onClose, onMerged }: MergingProps): ReactNode {
  const { t } = useTranslation();
  const { base, theirs } = conflict;
  const parts = useMemo(() => mergeTexts(base, mine, theirs.text), [base, mine, theirs.text]);
  const conflicts = conflictsIn(parts);
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const result = useRef(mine);
  const choose = (index: number, choice: Chosen): void =>
    setChosen((now) => Array.from(conflicts, (_, at) => (at === index ? choice : now[at])));
  const open = conflicts.filter((_, index) => chosen[index] === undefined).length;
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col min-[1100px]:flex-row">
        <div className="max-h-[45%] shrink-0 overflow-auto border-b border-line p-4 min-[1100px]:max-h-none min-[1100px]:w-[420px] min-[1100px]:border-r min-[1100px]:border-b-0">
          <p className="mb-3 text-muted">{t(base === null ? "config.merging.noBase" : "config.merging.text")}</p>
          {conflicts.length === 0 && <p>{t("config.merging.none")}</p>}
          <ConflictList parts={parts} chosen={chosen} onChoose={choose} field={field} />
        </div>
        <div className="min-h-0 min-w-0 flex-1">
          <MergeEditor
            parts={parts}
            choices={chosen}
            label={t("config.merging.result")}
            onOwn={(index) => choose(index, "own")}
            onResult={(text) => {
              result.current = text;
            }}
          />
        </div>
      </div>
      <footer className="flex shrink-0 items-center gap-2 border-t border-line p-3">
        <output className="min-w-0 flex-1 text-sm text-muted">
          {open === 0
            ? t("config.merging.allChosen")
            : `${t("config.merging.open", { count: open })} · ${t("config.merging.hint")}`}
        </output>
        <Button onClick={onClose}>{t("config.cancel")}</Button>
        <Button
          tone="primary"
          {...(conflicts.length === 0 ? { ref: field } : {})}
          disabled={open > 0}
          onClick={() => {
            draftStore.resolve(result.current);
            onMerged();
          }}
        >
          {t("config.merging.use")}
        </Button>
      </footer>
    </>
  );
}

interface ConflictListProps {
  readonly parts: readonly MergePart[];
  readonly chosen: readonly Chosen[];
  readonly onChoose: (index: number, choice: Chosen) => void;
  readonly field: RefCallback<HTMLElement>;
}

function ConflictList({ parts, chosen, onChoose, field }: ConflictListProps): ReactNode {
  const { places } = mergedText(parts, []);
  return (
    <ul className="flex flex-col gap-3">
      {conflictsIn(parts).map((conflict, index) => (
        <li key={`${places[index]?.line ?? 0}:${index}`}>
          <ConflictCard
            number={index + 1}
            line={(places[index]?.line ?? 0) + 1}
            conflict={conflict}
            choice={chosen[index]}
            onChoose={(choice) => onChoose(index, choice)}
            {...(index === 0 ? { field } : {})}
          />
        </li>
      ))}
    </ul>
  );
}
