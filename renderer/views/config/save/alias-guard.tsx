/** Names that clients use and that would be gone or mean something else, with who uses them. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AliasChange } from "../../../../gateway/contract/config-files.ts";
import type { Drafts } from "../../../editor/draft.ts";
import { Button } from "../../../ui/button.tsx";
import { formatDateTime } from "../../../ui/format.ts";
import { Select } from "../../../ui/select.tsx";
import { routerFile } from "./router-file.ts";

export interface AliasGuardProps {
  readonly drafts: Drafts;
  readonly changes: readonly AliasChange[];
}

export function AliasGuard({ drafts, changes }: AliasGuardProps): ReactNode {
  const { t } = useTranslation();
  if (changes.length === 0) return <p className="text-muted">{t("config.saving.guardNone")}</p>;
  return (
    <ul className="flex flex-col gap-2">
      {changes.map((change) => (
        <ChangeCard key={`${change.change}:${change.alias}`} drafts={drafts} change={change} />
      ))}
    </ul>
  );
}

function ChangeCard({ drafts, change }: { readonly drafts: Drafts; readonly change: AliasChange }): ReactNode {
  const { t, i18n } = useTranslation();
  const { alias, to, requests, lastUsedAt, before, after, users, moreUsers } = change;
  const used =
    requests === 0 || lastUsedAt === null
      ? t("config.saving.neverUsed")
      : t("config.saving.requests", { count: requests, time: formatDateTime(lastUsedAt, i18n.language) });
  return (
    <li className="rounded-md border border-line p-2.5">
      <p className={`font-medium ${requests > 0 ? "text-warn" : ""}`}>
        {t(`config.saving.change.${change.change}`, { alias, to: to ?? "" })}
      </p>
      <p className="text-muted">{used}</p>
      <Calls name="before" calls={before} />
      <Calls name="after" calls={after} />
      {users.length > 0 && (
        <ul className="mt-1 text-sm text-muted">
          {users.map(({ key, client, requests: count }) => (
            <li key={`${key}:${client}`} className="break-words">
              {t("config.saving.user", { key, client, count })}
            </li>
          ))}
          {moreUsers > 0 && <li>{t("config.saving.moreUsers", { count: moreUsers })}</li>}
        </ul>
      )}
      {change.change === "renamed" && to !== null && <KeepOldName drafts={drafts} alias={alias} to={to} />}
      {change.change === "removed" && <KeepRemovedName drafts={drafts} alias={alias} />}
    </li>
  );
}

function Calls({ name, calls }: { readonly name: "before" | "after"; readonly calls: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <p className="flex gap-2 text-sm">
      <span className="w-10 shrink-0 text-faint">{t(`config.saving.${name}`)}</span>
      <span className="min-w-0 font-mono text-xs leading-[18px] break-all">
        {calls.length === 0 ? t("config.saving.nothing") : calls.join(", ")}
      </span>
    </p>
  );
}

/** Whom a removed name should call from now on is the user's choice. */
function KeepRemovedName({ drafts, alias }: { readonly drafts: Drafts; readonly alias: string }): ReactNode {
  const { t } = useTranslation();
  const names = (drafts.reading?.aliases ?? []).map((other) => other.alias).filter((name) => !name.includes("*"));
  const [chosen, setChosen] = useState<string | null>(null);
  const to = chosen !== null && names.includes(chosen) ? chosen : names[0];
  if (to === undefined) return null;
  return (
    <div className="mt-2 flex flex-wrap items-end gap-2">
      <Select
        label={t("config.saving.keepFor", { alias })}
        value={to}
        options={names.map((name) => ({ value: name, label: name }))}
        onChange={setChosen}
      />
      <KeepOldName drafts={drafts} alias={alias} to={to} />
    </div>
  );
}

interface KeepOldNameProps {
  readonly drafts: Drafts;
  readonly alias: string;
  readonly to: string;
}

function KeepOldName({ drafts, alias, to }: KeepOldNameProps): ReactNode {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<string | null>(null);
  const keep = async (): Promise<void> => {
    const file = routerFile(drafts.files, drafts.texts);
    if (file === null) return;
    try {
      await drafts.applyEdits(file, [{ op: "set", path: ["router_settings", "model_group_alias", alias], value: to }]);
    } catch (cause) {
      setFailure(cause instanceof Error ? cause.message : String(cause));
    }
  };
  return (
    <div className="mt-2">
      <Button onClick={() => void keep()}>{t("config.saving.keepOldName")}</Button>
      {failure !== null && (
        <p role="alert" className="mt-1 text-danger">
          {failure}
        </p>
      )}
    </div>
  );
}
