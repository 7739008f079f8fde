/** The dialogs of the alias view: what has to be answered before something is done. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../../../ui/dialog.tsx";
import { useDesk, type Question } from "../desk.ts";
import { FallbackDialog } from "./fallback-dialog.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { NameDialog } from "./name-dialog.tsx";
import { PickAlias } from "./pick-alias.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";

export function QuestionDialog({
  question,
  onClose,
}: {
  readonly question: Question | null;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const title = useTitle(question);
  return (
    <Dialog isOpen={question !== null} onClose={onClose} title={title} closeLabel={t("app.close")}>
      {question !== null && <Body key={JSON.stringify(question)} question={question} onClose={onClose} />}
    </Dialog>
  );
}

function Body({ question, onClose }: { readonly question: Question; readonly onClose: () => void }): ReactNode {
  const desk = useDesk();
  switch (question.kind) {
    case "pickToRename":
      return <PickAlias without={[]} onPick={(alias) => desk.ask({ kind: "rename", alias })} />;
    case "newAlias":
    case "rename":
    case "duplicate":
      return <NameDialog question={question} onClose={onClose} />;
    case "removeAlias":
    case "removeDeployment":
      return <RemoveDialog question={question} onClose={onClose} />;
    case "moveDeployment":
      return <MoveDialog question={question} onClose={onClose} />;
    case "addFallback":
      return <FallbackDialog question={question} onClose={onClose} />;
  }
}

function useTitle(question: Question | null): string {
  const { t } = useTranslation();
  const { index } = useDesk();
  if (question === null) return "";
  switch (question.kind) {
    case "newAlias":
      return t("aliases.newAlias");
    case "pickToRename":
      return t("aliases.command.rename");
    case "rename":
      return t("aliases.act.renameAlias", { alias: question.alias });
    case "duplicate":
      return t("aliases.act.duplicateAlias", { alias: question.alias });
    case "removeAlias":
      return t("aliases.act.removeAlias", { alias: question.alias });
    case "removeDeployment":
      return t("aliases.act.removeDeployment");
    case "moveDeployment": {
      const model = index.entry(question)?.model ?? "";
      return t("aliases.act.moveDeployment", { model });
    }
    case "addFallback":
      return question.alias === null
        ? t("aliases.act.addDefault")
        : t("aliases.act.addFallbackFrom", { alias: question.alias });
  }
}
