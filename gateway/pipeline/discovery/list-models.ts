/** Asks a server for its models in one dialect: where the list is, how the key is sent, and how pages follow each other. */
import { isRecord, recordOf, textOf } from "../../base/json-shape.ts";
import { askJson, type AskOptions } from "./ask-json.ts";
import type { ListDialect } from "./known-sources.ts";
import type { ListedModel } from "./listed-model.ts";
import { readAnthropicList } from "./read-anthropic-list.ts";
import { readGeminiList } from "./read-gemini-list.ts";
import { readLmStudioList } from "./read-lm-studio-list.ts";
import { readOllamaTags } from "./read-ollama-list.ts";
import { readOpenaiList } from "./read-openai-list.ts";

export interface ListTarget {
  /** Base URL, a trailing slash or not. */
  readonly base: string;
  readonly key: string | null;
}

interface Dialect {
  readonly url: (base: string) => URL;
  readonly keyHeaders: (key: string) => Readonly<Record<string, string>>;
  readonly read: (body: unknown) => ListedModel[] | null;
  /** Where the next page is; null = this was the last. */
  readonly next: (body: Readonly<Record<string, unknown>>, url: URL) => URL | null;
}

const maxPages = 10;
const maxModels = 10_000;
const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
const single = (): null => null;

const dialects: Readonly<Record<ListDialect, Dialect>> = {
  openai: { url: (base) => under(base, "/models"), keyHeaders: bearer, read: readOpenaiList, next: linkedPage },
  anthropic: {
    url: (base) => under(base.replace(/\/v1\/?$/, ""), "/v1/models?limit=1000"),
    keyHeaders: (key) => ({ "x-api-key": key, "anthropic-version": "2023-06-01" }),
    read: readAnthropicList,
    next: (body, url) => (body["has_more"] === true ? withQuery(url, "after_id", textOf(body["last_id"])) : null),
  },
  gemini: {
    url: (base) => under(base.replace(/\/v1(beta)?\/?$/, ""), "/v1beta/models?pageSize=1000"),
    keyHeaders: (key) => ({ "x-goog-api-key": key }),
    read: readGeminiList,
    next: (body, url) => withQuery(url, "pageToken", textOf(body["nextPageToken"])),
  },
  ollama: {
    url: (base) => under(withoutV1(base), "/api/tags"),
    keyHeaders: bearer,
    read: readOllamaTags,
    next: single,
  },
  lm_studio: {
    url: (base) => under(withoutV1(base), "/api/v0/models"),
    keyHeaders: bearer,
    read: readLmStudioList,
    next: single,
  },
};

/** @returns null when there is no such list @throws GatewayError when the server cannot be asked, or refuses */
export async function listModels(
  dialect: ListDialect,
  { base, key }: ListTarget,
  options: AskOptions,
): Promise<ListedModel[] | null> {
  const { url: first, keyHeaders, read, next } = dialects[dialect];
  const headers = key === null ? {} : keyHeaders(key);
  const models: ListedModel[] = [];
  let url: URL | null = first(base);
  for (let page = 0; url !== null && page < maxPages && models.length < maxModels; page++) {
    const body = await askJson({ url, headers }, options);
    const found = read(body);
    if (found === null) return page === 0 ? null : models;
    models.push(...found);
    url = isRecord(body) ? sameOrigin(next(body, url), url) : null;
  }
  return models.slice(0, maxModels);
}

export function withoutV1(base: string): string {
  return base.replace(/\/+$/, "").replace(/\/v1$/, "");
}

function under(base: string, path: string): URL {
  return new URL(base.replace(/\/+$/, "") + path);
}

function withQuery(url: URL, name: string, value: string | null): URL | null {
  if (value === null || value === "") return null;
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next;
}

/** @source OpenRouter's Models API: `links.next`, a path of its own */
function linkedPage(body: Readonly<Record<string, unknown>>, url: URL): URL | null {
  const link = textOf(recordOf(body["links"])?.["next"]);
  return link !== null && URL.canParse(link, url.href) ? new URL(link, url) : null;
}

/** A page elsewhere is not asked for: the key would go there. */
function sameOrigin(next: URL | null, url: URL): URL | null {
  return next !== null && next.origin === url.origin && next.href !== url.href ? next : null;
}
