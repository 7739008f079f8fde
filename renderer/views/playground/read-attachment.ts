/** A chosen file as an attachment: its bytes as a `data:` URL, within a size that fits a request. */
import type { Attachment } from "../../../gateway/contract/playground.ts";

const maxBytes = 8 * 1024 * 1024;
/** What the policy of the page shows and providers read; other images go as files. */
const shownImages = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

export type AttachmentResult =
  | { readonly attachment: Attachment }
  | { readonly problem: "attachmentTooLarge" | "attachmentUnreadable"; readonly name: string };

export async function readAttachment(file: File): Promise<AttachmentResult> {
  const name = file.name.slice(0, 256);
  if (file.size > maxBytes) return { problem: "attachmentTooLarge", name };
  const dataUrl = await dataUrlOf(file).catch(() => null);
  if (dataUrl === null) return { problem: "attachmentUnreadable", name };
  const mediaType = file.type === "" ? "application/octet-stream" : file.type.slice(0, 128);
  return { attachment: { kind: shownImages.has(mediaType) ? "image" : "file", name, mediaType, dataUrl } };
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(typeof reader.result === "string" ? reader.result : ""));
    reader.addEventListener("error", () => reject(reader.error ?? new Error("not read")));
    reader.readAsDataURL(file);
  });
}
