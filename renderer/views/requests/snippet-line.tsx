/** The piece of a request's text that holds the searched words, each of them marked. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Snippet } from "../../../gateway/contract/request-search.ts";

export function SnippetLine({ snippet: { place, text, hits } }: { readonly snippet: Snippet }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="truncate text-sm text-muted">
      <span className="mr-2 text-faint">{t(`requests.place.${place}`)}</span>
      {pieces(text, hits).map(({ from, part, isHit }) =>
        isHit ? (
          <mark key={from} className="rounded-sm bg-warn-tint text-ink">
            {part}
          </mark>
        ) : (
          part
        ),
      )}
    </div>
  );
}

interface Piece {
  readonly from: number;
  readonly part: string;
  readonly isHit: boolean;
}

function pieces(text: string, hits: Snippet["hits"]): Piece[] {
  const all: Piece[] = [];
  let at = 0;
  for (const [from, to] of hits) {
    all.push({ from: at, part: text.slice(at, from), isHit: false }, { from, part: text.slice(from, to), isHit: true });
    at = to;
  }
  return [...all, { from: at, part: text.slice(at), isHit: false }].filter(({ part }) => part !== "");
}
