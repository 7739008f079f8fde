/** The least that a new entry needs: model, base URL, key variable. Used for a new alias and one more deployment. */
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../desk.ts";
import { entryProblem, type Entry } from "./entry.ts";
import { inputShape } from "./field.tsx";
import { KeyField } from "./key-field.tsx";

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
          <label htmlFor={`${id}-${name}`} className="block text-sm text-muted">
            {t(`aliases.form.${name}`)}
          </label>
          <input
            id={`${id}-${name}`}
            value={entry[name]}
            placeholder={name === "model" ? t("aliases.form.modelHint") : undefined}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={problem[name] !== null}
            aria-describedby={`${id}-${name}-problem`}
            className={`${inputShape} border-line-strong font-mono text-sm`}
            onChange={({ target }) => onChange({ ...entry, [name]: target.value })}
          />
          <p id={`${id}-${name}-problem`} className="text-sm text-danger">
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
