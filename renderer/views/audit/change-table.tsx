/** What an act changed, field by field: before and after below each other, so that long values have room. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AuditChange } from "../../../gateway/contract/audit.ts";

export function ChangeTable({ changes }: { readonly changes: readonly AuditChange[] }): ReactNode {
  return (
    <ul className="flex flex-col gap-2">
      {changes.map(({ path, before, after }) => (
        <li key={path} className="min-w-0 overflow-hidden rounded-md border border-line">
          <div className="border-b border-line bg-sunken px-2 py-1 font-mono text-sm wrap-anywhere">{path}</div>
          <Value mark="−" of={before} />
          <Value mark="+" of={after} />
        </li>
      ))}
    </ul>
  );
}

/** A value that is not there has no line. */
function Value({ mark, of }: { readonly mark: "−" | "+"; readonly of: AuditChange["before"] }): ReactNode {
  const { t } = useTranslation();
  if (of === null) return null;
  const Tag = mark === "+" ? "ins" : "del";
  const tint = mark === "+" ? "bg-ok-tint" : "bg-danger-tint";
  return (
    <div className={`flex gap-2 px-2 py-0.5 font-mono text-sm ${tint}`}>
      <span aria-hidden className={mark === "+" ? "text-ok" : "text-danger"}>
        {mark}
      </span>
      <Tag className="min-w-0 wrap-anywhere whitespace-pre-wrap no-underline">
        <span className="sr-only">{t(mark === "+" ? "audit.after" : "audit.before")}</span>
        {typeof of === "string" ? of : JSON.stringify(of)}
      </Tag>
    </div>
  );
}
