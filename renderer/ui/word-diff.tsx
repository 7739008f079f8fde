/** Two texts word for word: what only one of them says is marked. */
import { diffWordsWithSpace, type Change } from "diff";
import { useMemo, type ReactNode } from "react";

export interface WordDiffProps {
  readonly before: string;
  readonly after: string;
  /** Said where there is nothing to mark. */
  readonly sameText: string;
  /** Said where the comparison would take too long; both texts follow whole. */
  readonly tooDifferentText: string;
  /** Texts of two kinds have no words to share: both are shown whole. */
  readonly areOfOneKind?: boolean;
}

/** A comparison that takes longer is given up: the window must not stand still. */
const longestMs = 400;

export function WordDiff(props: WordDiffProps): ReactNode {
  const { before, after, sameText, tooDifferentText, areOfOneKind = true } = props;
  const changes = useMemo(
    () => (areOfOneKind ? (diffWordsWithSpace(before, after, { timeout: longestMs }) ?? null) : null),
    [before, after, areOfOneKind],
  );
  if (before === after) return <p className="p-6 text-center text-muted">{sameText}</p>;
  const shown = changes ?? wholeTexts(before, after);
  return (
    <>
      {changes === null && areOfOneKind && <p className="px-4 pt-3 text-sm text-muted">{tooDifferentText}</p>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must get there */}
      <p tabIndex={0} className="min-h-0 overflow-auto p-4 outline-offset-[-2px] wrap-anywhere whitespace-pre-wrap">
        {shown.map((change, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the pieces of one text in order
          <Piece key={index} change={change} />
        ))}
      </p>
    </>
  );
}

type Shown = Pick<Change, "value" | "added" | "removed">;

function wholeTexts(before: string, after: string): Shown[] {
  return [
    { value: before, added: false, removed: true },
    { value: `\n${after}`, added: true, removed: false },
  ];
}

function Piece({ change: { value, added, removed } }: { readonly change: Shown }): ReactNode {
  if (added) return <ins className="bg-ok-tint text-ok no-underline">{value}</ins>;
  if (removed) return <del className="bg-danger-tint text-danger">{value}</del>;
  return value;
}
