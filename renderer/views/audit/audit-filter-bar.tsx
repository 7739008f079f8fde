/** Text, act, actor, result and days: each change is in the address. */
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { auditActors, auditActs, auditResults } from "../../../gateway/contract/audit.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Select } from "../../ui/select.tsx";
import { actWords } from "./act-words.ts";
import { isFiltered, type AuditSearch } from "./audit-search.ts";

export interface AuditFilterBarProps {
  readonly search: AuditSearch;
  readonly onChange: (change: Partial<AuditSearch>) => void;
  readonly onClear: () => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

const all = "";
const groups = ["key", "model", "config", "session", "requests", "audit", "gateway"] as const;

export function AuditFilterBar({ search, onChange, onClear, inputRef }: AuditFilterBarProps): ReactNode {
  const { t } = useTranslation();
  const acts = groups.flatMap((group) => [
    { value: group, label: t(`audit.group.${group}`) },
    ...auditActs
      .filter((act) => act.startsWith(`${group}.`))
      .map((act) => ({ value: act, label: `· ${actWords(act, t)}` })),
  ]);
  return (
    <search className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
      <SearchField
        label={t("audit.filter")}
        value={search.text ?? ""}
        onChange={(text) => onChange({ text: text === "" ? undefined : text })}
        inputRef={inputRef}
      />
      <Select
        label={t("audit.column.act")}
        value={search.act ?? all}
        options={[{ value: all, label: t("audit.allActs") }, ...acts]}
        onChange={(act) => onChange({ act: act === all ? undefined : act })}
      />
      <Select
        label={t("audit.column.who")}
        value={search.who ?? all}
        options={[
          { value: all, label: t("audit.anyone") },
          ...auditActors.map((kind) => ({ value: kind, label: t(`audit.who.${kind}`) })),
        ]}
        onChange={(value) => onChange({ who: auditActors.find((kind) => kind === value) })}
      />
      <Select
        label={t("audit.column.result")}
        value={search.result ?? all}
        options={[
          { value: all, label: t("audit.allResults") },
          ...auditResults.map((result) => ({ value: result, label: t(`audit.result.${result}`) })),
        ]}
        onChange={(value) => onChange({ result: auditResults.find((result) => result === value) })}
      />
      <div className="flex items-center gap-1">
        <Day label={t("audit.from")} value={search.from} onChange={(from) => onChange({ from })} />
        <span aria-hidden>–</span>
        <Day label={t("audit.to")} value={search.to} onChange={(to) => onChange({ to })} />
      </div>
      {search.object !== undefined && (
        <Button aria-label={t("audit.allObjects")} onClick={() => onChange({ object: undefined })}>
          <span className="max-w-40 truncate font-mono text-sm">{search.object}</span>
          <X size={14} aria-hidden />
        </Button>
      )}
      {isFiltered(search) && (
        <IconButton label={t("audit.clear")} onClick={onClear}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </search>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

function Day({ label, value, onChange }: DayProps): ReactNode {
  return (
    <input
      type="date"
      aria-label={label}
      title={label}
      value={value ?? ""}
      onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
      className={`h-7 rounded-md border border-line-strong bg-surface px-2 ${value === undefined ? "text-faint" : ""}`}
    />
  );
}
