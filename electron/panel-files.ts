/**
 * The built panel as replies: one file per address, found by a path that cannot leave the folder.
 *
 * An address that names no file and has no file ending is a page of the panel and gets index.html.
 * Law: `..`, encoded dots, backslash, NUL, a drive letter or a link out of the folder never reach a file.
 */
import { readFile, realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { panelPolicy } from "../gateway/contract/panel-policy.ts";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};

/** @param pathname still percent-encoded, as the URL has it */
export async function replyWithPanelFile(panelRoot: string, pathname: string, method: string): Promise<Response> {
  if (method !== "GET" && method !== "HEAD") return plainReply(405, "method not allowed");
  const segments = safeSegments(pathname);
  if (segments === null) return plainReply(400, "bad path");
  const file = await findFile(panelRoot, segments);
  if (file === null) return plainReply(404, "not found");
  const body = method === "HEAD" ? null : await readFile(file);
  return new Response(body, { status: 200, headers: fileHeaders(file, segments) });
}

export function plainReply(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...guardHeaders, "content-type": "text/plain; charset=utf-8" } });
}

const guardHeaders = {
  "content-security-policy": panelPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

function fileHeaders(file: string, segments: readonly string[]): Record<string, string> {
  return {
    ...guardHeaders,
    "content-type": contentTypes[extname(file)] ?? "application/octet-stream",
    // Vite names what is under assets/ by its content.
    "cache-control": segments[0] === "assets" ? "public, max-age=31536000, immutable" : "no-cache",
  };
}

/** Path parts below the root, without the `/ui` the gateway serves the same build under; null = refuse. */
function safeSegments(pathname: string): readonly string[] | null {
  const decoded = decodePath(pathname);
  if (decoded === null) return null;
  const segments = decoded.split("/").filter((segment) => segment !== "");
  if (segments.some((segment) => segment === "." || segment === "..")) return null;
  return segments[0] === "ui" ? segments.slice(1) : segments;
}

/** One decoding only; what still looks encoded afterwards is refused, as are separators of other systems. */
function decodePath(pathname: string): string | null {
  try {
    const decoded = decodeURIComponent(pathname);
    return /[\\:%\p{Cc}]/u.test(decoded) ? null : decoded;
  } catch {
    return null;
  }
}

async function findFile(panelRoot: string, segments: readonly string[]): Promise<string | null> {
  const named = await fileInside(panelRoot, segments);
  if (named !== null || extname(segments.at(-1) ?? "") !== "") return named;
  return await fileInside(panelRoot, ["index.html"]);
}

async function fileInside(panelRoot: string, segments: readonly string[]): Promise<string | null> {
  try {
    const root = await realpath(panelRoot);
    const file = await realpath(join(root, ...segments));
    if (!file.startsWith(root + sep)) return null;
    return (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}
