/** The headers of one side of a call, by name; a value that is not kept says so. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "../../../ui/format.ts";

const notKept = "[not kept]";

export interface HeadersTableProps {
  readonly label: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function HeadersTable({ label, headers }: HeadersTableProps): ReactNode {
  const { t } = useTranslation();
  const names = Object.keys(headers).sort();
  if (names.length === 0) return null;
  return (
    <details className="shrink-0 border-b border-line px-4 py-1.5 text-sm">
      <summary className="w-fit cursor-pointer rounded-sm text-muted select-none hover:text-ink">
        {label} <span className="text-faint">{formatCount(names.length)}</span>
      </summary>
      {/* A scrolling region must be reachable by key. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section tabIndex={0} aria-label={label} className="mt-1 max-h-56 overflow-auto">
        <dl className="grid grid-cols-[minmax(120px,max-content)_minmax(0,1fr)] gap-x-4 gap-y-0.5 font-mono">
          {names.map((name) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="min-w-0 break-all">
                {headers[name] === notKept ? (
                  <em className="font-sans text-faint">{t("wire.notKept")}</em>
                ) : (
                  headers[name]
                )}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </details>
  );
}
