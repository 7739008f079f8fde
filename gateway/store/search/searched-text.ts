/** All that a search looks at of one request: its names and error, what was asked, and what was answered. */
import { zstdDecompressSync } from "node:zlib";
import type { SpendLogRow } from "../../contract/spend-log.ts";
import { readableText } from "./readable-text.ts";

export interface SearchedText {
  /** The row's own words: names, tags, error. */
  readonly row: string;
  readonly request: string;
  readonly response: string;
}

/** A row of `searchedDetailSql`. */
export interface SearchedDetail {
  readonly tags: string;
  readonly endUser: string | null;
  readonly sessionId: string | null;
  readonly requestPacked: number;
  readonly requestBody: Buffer | null;
  readonly responsePacked: number;
  readonly responseBody: Buffer | null;
}

/** By the request's id. */
export const searchedDetailSql = `SELECT tags, end_user AS endUser, session_id AS sessionId,
  request_packed AS requestPacked, request_body AS requestBody, response_packed AS responsePacked,
  response_body AS responseBody FROM request_detail WHERE id = ?`;

export function searchedText(row: SpendLogRow, detail: SearchedDetail): SearchedText {
  const { alias, upstreamModel, provider, keyName, userAgent, errorCode, errorMessage } = row;
  const names = [alias, upstreamModel, provider, detail.tags, keyName, userAgent, detail.endUser, detail.sessionId];
  return {
    row: [...names, errorCode, errorMessage].filter((text) => text !== null).join("\n"),
    request: readableText(unpackBody(detail.requestPacked, detail.requestBody) ?? ""),
    response: readableText(unpackBody(detail.responsePacked, detail.responseBody) ?? ""),
  };
}

export function unpackBody(packed: number, content: Buffer | null): string | null {
  return plainBody(packed, content)?.toString("utf8") ?? null;
}

/** @param packed  1 = zstd */
export function plainBody(packed: number, content: Buffer | null): Buffer | null {
  return content !== null && packed === 1 ? zstdDecompressSync(content) : content;
}
