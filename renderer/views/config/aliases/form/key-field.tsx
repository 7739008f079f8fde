/** Which variable holds a deployment's key. A key itself is neither shown nor typed here. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { JsonValue } from "../../../../../gateway/contract/config-edit.ts";
import type { ConfigVariable } from "../../../../../gateway/contract/config-files.ts";
import { keyVariableChoices } from "./key-variables.ts";
import { variableIn } from "./field-values.ts";

export interface KeyFieldProps {
  readonly label: string;
  readonly value: JsonValue | undefined;
  readonly provider: string;
  readonly variables: readonly ConfigVariable[];
  readonly isReadOnly: boolean;
  readonly title?: string;
  /** null = none is written: the provider's own variable counts. */
  readonly onChange: (value: string | null) => void;
}

const literal = "•";

export function KeyField(props: KeyFieldProps): ReactNode {
  const { label, value, provider, variables, isReadOnly, title, onChange } = props;
  const { t } = useTranslation();
  const variable = variableIn(value);
  const isLiteral = variable === null && value !== undefined && value !== null && value !== "";
  const chosen = isLiteral ? literal : (variable ?? "");
  return (
    <label className="block min-w-0" title={title}>
      <span className="block truncate text-sm text-muted">{label}</span>
      <select
        value={chosen}
        disabled={isReadOnly}
        className="h-7 w-full min-w-0 rounded-md border border-line-strong bg-raised px-1.5 text-sm text-ink disabled:bg-sunken disabled:text-muted"
        onChange={({ target }) => onChange(target.value === "" ? null : `os.environ/${target.value}`)}
      >
        {isLiteral && (
          <option value={literal} disabled>
            {t("aliases.form.apiKeyLiteral")}
          </option>
        )}
        <option value="">{t("aliases.form.apiKeyNone")}</option>
        {keyVariableChoices(provider, variables, variable).map(({ name, isSet }) => (
          <option key={name} value={name}>
            {isSet ? name : t("aliases.form.apiKeyUnset", { name })}
          </option>
        ))}
      </select>
    </label>
  );
}
