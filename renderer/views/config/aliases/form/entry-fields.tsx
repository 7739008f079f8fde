/** The least that a new entry needs: model, base URL, key variable. Used for a new alias and one more deployment. */
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../desk.ts";
import { entryProblem, type Entry } from "./entry.ts";
import { KeyField } from "./key-field.tsx";
import { LabelledInput } from "./labelled-input.tsx";

export function EntryFields({
  entry,
  onChange,
}: {
  readonly entry: Entry;
  readonly onChange: (entry: Entry) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { variables } = useDesk();
  const id = useId();
  const problem = { model: entryProblem("model", entry.model), apiBase: entryProblem("apiBase", entry.apiBase) };
  return (
    <div className="flex flex-col gap-2">
      {(["model", "apiBase"] as const).map((name) => (
        <div key={name}>
          <LabelledInput
            label={t(`aliases.form.${name}`)}
            value={entry[name]}
            isWrong={problem[name] !== null}
            describedBy={`${id}-${name}`}
            className="font-mono"
            {...(name === "model" ? { placeholder: t("aliases.form.modelHint") } : {})}
            onChange={(text) => onChange({ ...entry, [name]: text })}
          />
          <p id={`${id}-${name}`} className="text-sm text-danger">
            {problem[name] !== null && t(`aliases.form.problem.${problem[name]}`)}
          </p>
        </div>
      ))}
      <KeyField
        label={t("aliases.form.apiKey")}
        value={entry.apiKey ?? undefined}
        provider={entry.model.slice(0, Math.max(0, entry.model.indexOf("/")))}
        variables={variables}
        isReadOnly={false}
        onChange={(apiKey) => onChange({ ...entry, apiKey })}
      />
      <p className="text-sm text-faint">{t("aliases.form.apiKeyHint")}</p>
    </div>
  );
}
