/**
 * Images, documents and sound as Converse takes them: bytes in base64, or an S3 address.
 *
 * It fetches nothing else: a web address or a file id is a 400 that says so, or left out under `drop_params`.
 * @source https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ImageBlock.html, ..._DocumentBlock.html,
 *   ..._AudioBlock.html
 */
import type { AudioPart, DocumentPart, ImagePart, MediaSource } from "../../contract/conversation.ts";

export type Block = Readonly<Record<string, unknown>>;

const imageFormats: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpeg",
  "image/jpg": "jpeg",
  "image/gif": "gif",
  "image/webp": "webp",
};
const documentFormats: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "text/csv": "csv",
  "application/msword": "doc",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.ms-excel": "xls",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "text/html": "html",
  "text/plain": "txt",
  "text/markdown": "md",
};
const audioFormats = new Set("aac flac m4a mka mkv mp3 mp4 mpeg mpga ogg opus pcm wav webm x-aac".split(" "));
const maxNameLength = 200;

/** @returns null when Converse cannot be given it */
export function imageBlock({ source }: ImagePart): Block | null {
  const format = source.kind === "base64" ? imageFormats[source.mediaType] : formatOfName(source, imageFormats);
  const content = sourceOf(source);
  return format === undefined || content === null ? null : { image: { format, source: content } };
}

export function audioBlock({ data, format }: AudioPart): Block | null {
  return audioFormats.has(format) ? { audio: { format, source: { bytes: data } } } : null;
}

/** @param names  taken so far in this request: Bedrock refuses a name twice */
export function documentBlock(part: DocumentPart, names: Set<string>): Block | null {
  const { source, title, context, citations } = part;
  const format = documentFormat(source);
  const content = source.kind === "text" ? { bytes: Buffer.from(source.text).toString("base64") } : sourceOf(source);
  if (format === undefined || content === null) return null;
  return {
    document: {
      format,
      name: freeName(title ?? "document", names),
      source: content,
      ...(context === undefined ? {} : { context }),
      ...(citations === undefined ? {} : { citations }),
    },
  };
}

function documentFormat(source: DocumentPart["source"]): string | undefined {
  if (source.kind === "text") return "txt";
  return source.kind === "base64" ? documentFormats[source.mediaType] : formatOfName(source, documentFormats);
}

function sourceOf(source: MediaSource): Block | null {
  if (source.kind === "base64") return { bytes: source.data };
  return source.kind === "url" && source.url.startsWith("s3://") ? { s3Location: { uri: source.url } } : null;
}

/** An S3 object's format is in its name. */
function formatOfName(source: MediaSource, formats: Readonly<Record<string, string>>): string | undefined {
  if (source.kind !== "url") return undefined;
  const ending = /\.([a-z]+)$/i.exec(source.url)?.[1]?.toLowerCase() ?? "";
  const format = ending === "jpg" ? "jpeg" : ending;
  return Object.values(formats).includes(format) ? format : undefined;
}

/** Letters, digits, single blanks, hyphens and brackets are all that a name may hold. */
function freeName(title: string, names: Set<string>): string {
  const clean = title
    .replaceAll(/[^A-Za-z0-9\s()[\]-]/g, "-")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, maxNameLength - 5);
  const base = clean === "" ? "document" : clean;
  let name = base;
  for (let count = 2; names.has(name); count++) name = `${base}-${count}`;
  names.add(name);
  return name;
}
