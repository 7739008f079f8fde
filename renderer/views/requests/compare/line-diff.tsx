/** Two texts line by line: removed above added, with their signs, and what stays the same folded away. */
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../../../ui/format.ts";
import { lineChanges, mostCharacters, type Line } from "./line-changes.ts";

export interface LineDiffProps {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

const looks: Record<Line["kind"], { readonly sign: string; readonly colour: string }> = {
  same: { sign: " ", colour: "" },
  removed: { sign: "-", colour: "bg-danger-tint text-danger" },
  added: { sign: "+", colour: "bg-ok-tint text-ok" },
};

export function LineDiff({ label, before, after }: LineDiffProps): ReactNode {
  const { t } = useTranslation();
  const changes = useMemo(() => lineChanges(before, after), [before, after]);
  if (changes === null) return <p className="p-6 text-center text-muted">{t("compare.tooDifferent")}</p>;
  if (changes.isSame) return <p className="p-6 text-center text-muted">{t("compare.same")}</p>;
  return (
    <>
      {changes.isCut && (
        <p className="px-4 py-2 text-sm text-warn">{t("compare.cut", { size: formatBytes(mostCharacters) })}</p>
      )}
      {/* A scrolling region must be reachable by key. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section tabIndex={0} aria-label={label} className="py-2 font-mono text-sm outline-offset-[-2px]">
        {changes.hunks.map((hunk, index) =>
          hunk.kind === "folded" ? (
            // oxlint-disable-next-line react/no-array-index-key -- hunks never change place
            <p key={index} className="bg-sunken px-4 py-0.5 font-sans text-faint">
              {t("compare.unchanged", { count: hunk.count })}
            </p>
          ) : (
            hunk.lines.map((line, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- lines never change place
              <DiffLine key={`${index} ${at}`} line={line} />
            ))
          ),
        )}
      </section>
    </>
  );
}

function DiffLine({ line: { kind, text } }: { readonly line: Line }): ReactNode {
  const { sign, colour } = looks[kind];
  const Element = kind === "added" ? "ins" : kind === "removed" ? "del" : "div";
  return (
    <Element className={`flex px-4 no-underline ${colour}`}>
      <span className="w-4 shrink-0 select-none">{sign}</span>
      <span className="min-w-0 wrap-anywhere whitespace-pre-wrap">{text}</span>
    </Element>
  );
}
