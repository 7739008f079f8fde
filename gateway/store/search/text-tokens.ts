/**
 * How text becomes terms of the full-text index: words as they are; Korean, Japanese and Chinese as pairs of characters.
 *
 * A Korean word carries its particle ("로그를", "로그가"); as overlapping pairs it is found by any part of two characters or
 * more. The first character of a run is a term too, so that a word of one character is found where it begins.
 */
const word = /[\p{L}\p{N}]+/gu;
const run = /[가-힣ぁ-ヿ㐀-鿿]+|[^가-힣ぁ-ヿ㐀-鿿]+/gu;
/** Longer ones are encoded data. */
const longestWord = 40;
const mostTerms = 4000;

export function normalise(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/** @param text  normalised. @returns each term once */
export function termsOfText(text: string): Set<string> {
  const terms = new Set<string>();
  for (const part of runsOf(text)) {
    if (terms.size >= mostTerms) break;
    if (!isPaired(part)) terms.add(part);
    else for (const term of [part.charAt(0), ...pairsOf(part)]) terms.add(term);
  }
  return terms;
}

export interface QueryTerm {
  readonly term: string;
  /** It may be the beginning of a longer word. */
  readonly isOpen: boolean;
}

/** The terms that a text must have all of, if it is to contain this piece. */
export function termsOfPiece(piece: string): QueryTerm[] {
  const parts = runsOf(piece);
  return parts.flatMap((part, index) => {
    if (!isPaired(part)) return [{ term: part, isOpen: index === parts.length - 1 && piece.endsWith(part) }];
    const pairs = pairsOf(part);
    return (pairs.length === 0 ? [part] : pairs).map((term) => ({ term, isOpen: false }));
  });
}

/** Words that a beginning may be completed to: of letters, or of letters with a short number (`qwen3`). */
export function isCompletable(term: string): boolean {
  return /^\p{L}{3,24}$/u.test(term) || /^\p{L}{2,12}\p{N}{1,3}\p{L}{0,2}$/u.test(term);
}

function runsOf(text: string): string[] {
  const parts: string[] = [];
  for (const [whole] of text.matchAll(word)) {
    for (const [part] of whole.matchAll(run)) if (isPaired(part) || part.length <= longestWord) parts.push(part);
  }
  return parts;
}

function isPaired(part: string): boolean {
  const code = part.charCodeAt(0);
  return (code >= 0x3041 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3);
}

function pairsOf(part: string): string[] {
  return Array.from({ length: part.length - 1 }, (_, index) => part.slice(index, index + 2));
}
