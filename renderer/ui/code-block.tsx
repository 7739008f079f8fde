/** Text as it is, in the fixed-width face, with its copy button. Long lines scroll or wrap; nothing is rendered as HTML. */
import type { ReactNode } from "react";

export interface CodeBlockProps {
  readonly text: string;
  readonly label: string;
  readonly isWrapped?: boolean;
  readonly action?: ReactNode;
}

export function CodeBlock({ text, label, isWrapped = false, action }: CodeBlockProps): ReactNode {
  return (
    <div className="relative min-w-0 rounded-md border border-line bg-sunken">
      {/* A scrolling region must be reachable by key. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section tabIndex={0} aria-label={label} className="overflow-auto">
        <pre
          className={`py-2.5 pr-11 pl-3 font-mono text-sm ${isWrapped ? "wrap-anywhere whitespace-pre-wrap" : "whitespace-pre"}`}
        >
          {text}
        </pre>
      </section>
      {action !== undefined && <div className="absolute top-1 right-1 rounded-md bg-sunken">{action}</div>}
    </div>
  );
}
