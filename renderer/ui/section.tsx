/** A titled part of a view, and a list of names with their values. */
import { useId, type ReactNode } from "react";

export interface SectionProps {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, action, children }: SectionProps): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="flex h-9 items-center justify-between gap-3">
        <h2 id={id} className="text-sm font-semibold text-muted">
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}

export interface KeyValue {
  readonly name: string;
  readonly value: ReactNode;
}

/** Rows without a value (null) are left out. */
export function KeyValues({ rows }: { readonly rows: readonly KeyValue[] }): ReactNode {
  return (
    <dl className="grid grid-cols-[minmax(120px,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1">
      {rows
        .filter(({ value }) => value !== null)
        .map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
