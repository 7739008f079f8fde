/** Pictures, sound and files are held back: only what they are and how big, never their content or a load from afar. */
import type { Media, MediaPart } from "./conversation.ts";
import { textOf } from "./loose-json.ts";

const shownName = 200;

/** @param url  a `data:` address, or one elsewhere, which is shown as text and never asked for */
export function mediaAt(media: Media, url: string): MediaPart {
  const inline = /^data:([^;,]*)[^,]*,/.exec(url.slice(0, 500));
  if (inline === null) return { kind: "media", media, name: url === "" ? null : cut(url), bytes: null };
  return mediaIn(media, inline[1] ?? "", url.slice(inline[0].length));
}

/** @param data  base64 */
export function mediaIn(media: Media, name: string, data: unknown): MediaPart {
  const content = textOf(data);
  const padding = content.endsWith("==") ? 2 : content.endsWith("=") ? 1 : 0;
  const bytes = content === "" ? null : Math.floor((content.length * 3) / 4) - padding;
  return { kind: "media", media, name: name === "" ? null : cut(name), bytes };
}

function cut(name: string): string {
  return name.length > shownName ? `${name.slice(0, shownName)}…` : name;
}
