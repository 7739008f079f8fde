/**
 * Citations of a text as Responses' annotations.
 *
 * Only a citation of a web page has a counterpart (`url_citation`, which spans the cited text); one of a document or a
 * passage names things that a Responses client has never seen and is left out.
 */
import { recordOf, textOf } from "../../base/json-shape.ts";

/**
 * @param start  offset of the cited text in its part, in UTF-16 units; @param end  just past it
 * @returns JSON text, or null when there is no counterpart
 */
export function annotationText(citation: unknown, start: number, end: number): string | null {
  const fields = recordOf(citation);
  const url = textOf(fields?.["url"]);
  if (fields === null || url === null) return null;
  const title = textOf(fields["title"]) ?? url;
  return JSON.stringify({ type: "url_citation", url, title, start_index: start, end_index: end });
}
