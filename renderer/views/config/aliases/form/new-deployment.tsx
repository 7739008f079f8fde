/** One more entry for the alias: its model, and where and with which key when that is not the provider's own. */
import { Plus } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DraftAlias } from "../../../../../gateway/contract/config-files.ts";
import { Button } from "../../../../ui/button.tsx";
import { addDeployment } from "../acts/deployment-acts.ts";
import { useDesk } from "../desk.ts";
import { DialogButtons } from "../dialogs/dialog-buttons.tsx";
import { EntryFields } from "./entry-fields.tsx";
import { entryParams, noEntry, type Entry } from "./entry.ts";

export function NewDeployment({ alias }: { readonly alias: DraftAlias }): ReactNode {
  const { t } = useTranslation();
  const { act, mainFile } = useDesk();
  const [entry, setEntry] = useState<Entry | null>(null);
  if (entry === null)
    return (
      <Button tone="quiet" className="mt-1.5" onClick={() => setEntry(noEntry)}>
        <Plus size={14} aria-hidden />
        {t("aliases.form.addDeployment")}
      </Button>
    );
  const params = entryParams(entry);
  const add = (): void => {
    if (params === null) return;
    void act(addDeployment(alias, params, mainFile)).then((isDone) => (isDone ? setEntry(null) : undefined));
  };
  return (
    <form
      className="mt-1.5 rounded-md border border-line p-2.5"
      aria-label={t("aliases.form.addDeployment")}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <EntryFields entry={entry} onChange={setEntry} />
      <DialogButtons verb={t("aliases.form.add")} isReady={params !== null} onCancel={() => setEntry(null)} />
    </form>
  );
}
