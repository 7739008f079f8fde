/** The piece of a text around what was searched for, with the places of every hit in it; null when something is missing. */
import type { Snippet } from "../../contract/request-search.ts";
import type { SearchedText } from "./searched-text.ts";
import { normalise } from "./text-tokens.ts";

const before = 40;
const length = 180;
const mostHits = 20;

/** @param pieces  normalised; each has to stand somewhere in the request's texts */
export function findSnippet(text: SearchedText, pieces: readonly string[]): Snippet | null {
  const places = (["response", "request", "row"] as const).map((place) => {
    const original = text[place].normalize("NFC");
    const folded = normalise(original);
    // A few capitals change their length in lower case; then the folded text is shown, so that hits stand right.
    return { place, folded, shown: folded.length === original.length ? original : folded };
  });
  if (!pieces.every((piece) => places.some(({ folded }) => folded.includes(piece)))) return null;
  const counted = places.map((each) => ({
    ...each,
    count: pieces.filter((piece) => each.folded.includes(piece)).length,
  }));
  const best = counted.reduce((left, right) => (right.count > left.count ? right : left));
  return cutAround(best, pieces);
}

interface Place {
  readonly place: Snippet["place"];
  readonly folded: string;
  readonly shown: string;
}

function cutAround({ place, folded, shown }: Place, pieces: readonly string[]): Snippet {
  const found = pieces.map((piece) => firstPlace(folded, piece)).filter((at) => at !== -1);
  const at = Math.min(...found);
  const from = Math.max(0, at - before);
  const to = Math.min(shown.length, from + length);
  const lead = from > 0 ? "…" : "";
  const text = lead + shown.slice(from, to).replaceAll(/\s/g, " ") + (to < shown.length ? "…" : "");
  return { place, text, hits: hitsIn(folded.slice(from, to), pieces, lead.length) };
}

/** Where a word begins with it, if there is such a place. */
function firstPlace(folded: string, piece: string): number {
  const first = folded.indexOf(piece);
  for (let at = first, tries = 0; at !== -1 && tries < 50; at = folded.indexOf(piece, at + 1), tries++) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(folded.charAt(at - 1))) return at;
  }
  return first;
}

function hitsIn(folded: string, pieces: readonly string[], shift: number): [number, number][] {
  const hits: [number, number][] = [];
  for (const piece of pieces) {
    for (let at = folded.indexOf(piece); at !== -1 && hits.length < mostHits; at = folded.indexOf(piece, at + 1)) {
      hits.push([at + shift, at + shift + piece.length]);
    }
  }
  return merged(hits.sort(([left], [right]) => left - right));
}

function merged(hits: readonly [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [from, to] of hits) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
