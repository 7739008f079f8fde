/** Where a request's tags and metadata stand: body, metadata, header. They are kept with its row and may choose its route. */
import type { Principal } from "../policy/authenticate.ts";
import type { HeaderValues } from "../providers/provider.ts";

const maxTagLength = 512;
const maxTags = 50;

type Fields = Readonly<Record<string, unknown>>;

/** `metadata`, else LiteLLM's own `litellm_metadata` (OpenAI's `metadata` goes upstream on some routes). */
export function metadataOf(fields: Fields): Readonly<Record<string, unknown>> {
  return record(fields["metadata"]) ?? record(fields["litellm_metadata"]) ?? {};
}

/** The tags of its key, which every request of it has. */
export function tagsOfKey({ key }: Principal): readonly string[] {
  return key?.row.settings.tags ?? [];
}

/** @returns each tag once, the key's own first, then in the order found; bounded */
export function tagsOf(headers: HeaderValues, fields: Fields, ofKey: readonly string[]): string[] {
  const sent = headers["x-litellm-tags"];
  const fromHeader = String(sent ?? "")
    .split(",")
    .map((tag) => tag.trim());
  const all = [...ofKey, ...strings(fields["tags"]), ...strings(metadataOf(fields)["tags"]), ...fromHeader];
  return [...new Set(all.filter((tag) => tag !== "").map((tag) => tag.slice(0, maxTagLength)))].slice(0, maxTags);
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>) // a plain object: just checked
    : null;
}
