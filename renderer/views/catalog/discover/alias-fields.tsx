/** One name for each chosen model, with what is to be said about it. */
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { aliasRemark, type ChosenModel } from "./new-entries.ts";

export interface AliasFieldsProps {
  readonly chosen: readonly ChosenModel[];
  /** Aliases that exist. */
  readonly used: ReadonlySet<string>;
  readonly onChange: (model: string, alias: string) => void;
}

export function AliasFields({ chosen, used, onChange }: AliasFieldsProps): ReactNode {
  const names = chosen.map(({ alias }) => alias);
  return (
    <ul className="flex flex-col gap-1">
      {chosen.map(({ model: { model }, alias }) => (
        <AliasField
          key={model}
          model={model}
          alias={alias}
          remark={aliasRemark(alias, names, used)}
          onChange={onChange}
        />
      ))}
    </ul>
  );
}

interface AliasFieldProps {
  readonly model: string;
  readonly alias: string;
  readonly remark: ReturnType<typeof aliasRemark>;
  readonly onChange: AliasFieldsProps["onChange"];
}

function AliasField({ model, alias, remark, onChange }: AliasFieldProps): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_180px] items-center gap-3">
      <code className="truncate font-mono text-sm text-muted" title={model}>
        {model}
      </code>
      <input
        value={alias}
        maxLength={512}
        spellCheck={false}
        autoComplete="off"
        aria-label={t("catalog.find.aliasFor", { model })}
        aria-describedby={id}
        aria-invalid={remark === "aliasEmpty"}
        onChange={({ target }) => onChange(model, target.value)}
        className="h-7 rounded-md border border-line-strong bg-surface px-2 font-mono text-sm aria-invalid:border-danger"
      />
      <span id={id} className={`truncate text-sm ${remark === "aliasEmpty" ? "text-danger" : "text-muted"}`}>
        {remark !== null && t(`catalog.find.${remark}`)}
      </span>
    </li>
  );
}
