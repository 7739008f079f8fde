/** Pictures, sound and files are held back: only what they are and how big; a picture that came along can be asked for. */
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
  const picture = media === "image" ? pictureIn(content) : null;
  return {
    kind: "media",
    media,
    name: name === "" ? null : cut(name),
    bytes,
    ...(picture === null ? {} : { picture }),
  };
}

/** How base64 of each kind begins. What the sender calls it counts for nothing, and a drawing with a program in it is none. */
const beginnings = [
  ["iVBORw0KGgo", "image/png"],
  ["/9j/", "image/jpeg"],
  ["R0lGOD", "image/gif"],
  ["UklGR", "image/webp"],
] as const;

/** @returns a `data:` address that only draws; null when it is no picture of a known kind */
function pictureIn(base64: string): string | null {
  const type = beginnings.find(([beginning]) => base64.startsWith(beginning))?.[1];
  return type === undefined || /[^A-Za-z0-9+/=\s]/.test(base64) ? null : `data:${type};base64,${base64}`;
}

function cut(name: string): string {
  return name.length > shownName ? `${name.slice(0, shownName)}…` : name;
}
