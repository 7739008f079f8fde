/** Names that only point at this alias, and a field for one more. */
import { X } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../../../ui/button.tsx";
import { removeGroupAlias, setGroupAlias } from "../acts/alias-acts.ts";
import { useDesk } from "../desk.ts";
import { nameProblem } from "./alias-names.ts";
import { inputShape } from "./input-shape.ts";

export function OtherNames({ alias }: { readonly alias: string }): ReactNode {
  const { t } = useTranslation();
  const { act, index, isReadOnly, mainFile } = useDesk();
  const names = index.leadingTo(alias).filter((name) => index.get(name)?.aliasOf === alias);
  return (
    <>
      <p className="mb-1 text-sm text-muted">{t("aliases.form.otherNamesText")}</p>
      <ul className="flex flex-wrap gap-1.5">
        {names.map((name) => (
          <li key={name} className="flex items-center rounded-md border border-line pl-2">
            <span className="font-mono text-sm">{name}</span>
            {!isReadOnly && (
              <IconButton
                label={t("aliases.form.otherNameRemove", { name })}
                onClick={() => void act(removeGroupAlias(name, mainFile))}
              >
                <X size={13} aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {!isReadOnly && <NewName alias={alias} />}
    </>
  );
}

function NewName({ alias }: { readonly alias: string }): ReactNode {
  const { t } = useTranslation();
  const { act, mainFile, reading } = useDesk();
  const id = useId();
  const [name, setName] = useState("");
  const problem = name === "" ? null : nameProblem(name, reading);
  return (
    <form
      className="mt-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (name === "" || problem !== null) return;
        void act(setGroupAlias(name, alias, mainFile)).then((isDone) => (isDone ? setName("") : undefined));
      }}
    >
      <div className="flex gap-2">
        <input
          aria-label={t("aliases.form.otherNameAdd")}
          placeholder={t("aliases.form.otherNameAdd")}
          value={name}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== null}
          aria-describedby={id}
          className={`${inputShape} font-mono text-sm`}
          onChange={({ target }) => setName(target.value)}
        />
        <Button type="submit" disabled={name === "" || problem !== null}>
          {t("aliases.form.add")}
        </Button>
      </div>
      <p id={id} className="text-sm text-danger">
        {problem !== null && t(`aliases.form.${problem}`)}
      </p>
    </form>
  );
}
