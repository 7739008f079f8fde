/** The newest answers of two columns, word for word: what only one of them says is marked. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PlaygroundColumn } from "../../../gateway/contract/playground.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Select } from "../../ui/select.tsx";
import { WordDiff } from "../../ui/word-diff.tsx";

export interface CompareDialogProps {
  readonly isOpen: boolean;
  readonly columns: readonly PlaygroundColumn[];
  readonly onClose: () => void;
}

interface Answer {
  readonly columnId: string;
  readonly label: string;
  readonly text: string;
}

export function CompareDialog({ isOpen, columns, onClose }: CompareDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("playground.compare")} closeLabel={t("app.close")}>
      <Comparison answers={columns.flatMap(answerOf)} />
    </Dialog>
  );
}

function answerOf({ id, alias, messages }: PlaygroundColumn, index: number): Answer[] {
  const newest = messages.findLast(({ role }) => role === "assistant");
  return newest === undefined || newest.text === ""
    ? []
    : [{ columnId: id, label: `${index + 1}: ${alias}`, text: newest.text }];
}

function Comparison({ answers }: { readonly answers: readonly Answer[] }): ReactNode {
  const { t } = useTranslation();
  const [leftId, setLeftId] = useState(answers[0]?.columnId ?? "");
  const [rightId, setRightId] = useState(answers[1]?.columnId ?? "");
  const left = answers.find(({ columnId }) => columnId === leftId);
  const right = answers.find(({ columnId }) => columnId === rightId);
  if (left === undefined || right === undefined)
    return <p className="p-6 text-center text-muted">{t("playground.compareNone")}</p>;
  const options = answers.map(({ columnId, label }) => ({ value: columnId, label }));
  return (
    <div className="flex min-h-0 flex-col">
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-4 py-2">
        <Select label={t("playground.compareLeft")} value={leftId} options={options} onChange={setLeftId} />
        <Select label={t("playground.compareRight")} value={rightId} options={options} onChange={setRightId} />
      </div>
      <WordDiff
        before={left.text}
        after={right.text}
        sameText={t("playground.same")}
        tooDifferentText={t("replays.tooDifferent")}
      />
    </div>
  );
}
