/** A name for an alias: a new one's, another one's, or a copy's. Says who used the old name lately. */
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Act } from "../acts/act.ts";
import { duplicateAlias, newAlias, renameAlias } from "../acts/alias-acts.ts";
import { useDesk, type Question } from "../desk.ts";
import { nameProblem } from "../form/alias-names.ts";
import { EntryFields } from "../form/entry-fields.tsx";
import { entryParams, noEntry } from "../form/entry.ts";
import { LabelledInput } from "../form/labelled-input.tsx";
import { DialogButtons } from "./dialog-buttons.tsx";
import { LateUsers } from "./late-users.tsx";

const verbs = { newAlias: "doCreate", rename: "doRename", duplicate: "doDuplicate" } as const;

export interface NameDialogProps {
  readonly question: Extract<Question, { kind: "newAlias" | "rename" | "duplicate" }>;
  readonly onClose: () => void;
}

export function NameDialog({ question, onClose }: NameDialogProps): ReactNode {
  const { t } = useTranslation();
  const { act, index, mainFile, open, reading } = useDesk();
  const id = useId();
  const own = question.kind === "newAlias" ? null : question.alias;
  const [name, setName] = useState(own ?? "");
  const [keepsOld, setKeepsOld] = useState(true);
  const [entry, setEntry] = useState(noEntry);
  const problem = nameProblem(name, reading, question.kind === "rename" ? own : null);
  const isSame = name === own;
  const params = entryParams(entry);
  const make = (): Act | null => {
    if (question.kind === "newAlias") return params === null ? null : newAlias(name, params, mainFile);
    const alias = index.get(question.alias);
    if (alias === null) return null;
    return question.kind === "rename"
      ? renameAlias(alias, name, keepsOld, mainFile)
      : duplicateAlias(alias, name, mainFile);
  };
  const isReady = problem === null && !isSame && (question.kind !== "newAlias" || params !== null);
  const submit = async (): Promise<void> => {
    if (isReady && (await act(make()))) {
      onClose();
      open(name);
    }
  };
  return (
    <form
      className="flex min-h-0 flex-col gap-3 overflow-auto p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div>
        <LabelledInput
          label={t(own === null ? "aliases.form.name" : "aliases.form.newName")}
          value={name}
          isWrong={problem !== null && name !== ""}
          describedBy={id}
          className="font-mono"
          isFirst
          onChange={setName}
        />
        <p id={id} className="min-h-[18px] text-sm text-danger">
          {problem !== null && name !== "" && !isSame && t(`aliases.form.${problem}`)}
        </p>
      </div>
      {question.kind === "newAlias" && <EntryFields entry={entry} onChange={setEntry} />}
      {question.kind === "rename" && (
        <>
          <KeepOldName isChecked={keepsOld} onChange={setKeepsOld} />
          <LateUsers alias={question.alias} />
        </>
      )}
      <DialogButtons verb={t(`aliases.form.${verbs[question.kind]}`)} isReady={isReady} onCancel={onClose} />
    </form>
  );
}

function KeepOldName({
  isChecked,
  onChange,
}: {
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <label className="flex items-center gap-2">
      <input
        type="checkbox"
        checked={isChecked}
        className="size-4 accent-(--accent)"
        onChange={({ target }) => onChange(target.checked)}
      />
      {t("aliases.form.keepOld")}
    </label>
  );
}
