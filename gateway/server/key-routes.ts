/**
 * LiteLLM's `/key/...`: everything under the master key, but a key may ask about itself.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { GatewayError } from "../contract/errors.ts";
import type { KeyDesk } from "../policy/key-desk.ts";
import type { KeyListQuery, KeyPages } from "../policy/key-pages.ts";
import { tokenOf } from "../policy/key-ring.ts";
import type { VirtualKey } from "../policy/virtual-keys.ts";
import { jsonBody } from "./json-body.ts";

export interface KeyRouteParts {
  readonly desk: KeyDesk;
  readonly pages: KeyPages;
}

type Query = { Querystring: Record<string, string | undefined> };
const admin = { config: { access: "admin" } } as const;
const maxNameLength = 512;
const largestPage = 100;

export function registerKeyRoutes(app: FastifyInstance, { desk, pages }: KeyRouteParts): void {
  app.post("/key/generate", admin, async (request) => pages.made(await desk.generate(jsonBody(request))));
  app.post("/key/update", admin, async (request) => {
    const body = jsonBody(request);
    const key = await desk.update(body);
    return { key: body["key"], ...pages.row(key), token: key.token };
  });
  app.post("/key/delete", admin, async (request) => ({ deleted_keys: await desk.delete(jsonBody(request)) }));
  app.post("/key/regenerate", admin, async (request) => pages.made(await desk.regenerate(jsonBody(request), null)));
  app.post<{ Params: { key: string } }>("/key/:key/regenerate", admin, async (request) =>
    pages.made(await desk.regenerate(jsonBody(request), request.params.key.slice(0, maxNameLength))),
  );
  for (const [path, isBlocked] of [
    ["/key/block", true],
    ["/key/unblock", false],
  ] as const) {
    app.post(path, admin, async (request) => {
      const key = await desk.setBlocked(jsonBody(request), isBlocked);
      return { token: key.token, ...pages.row(key) };
    });
  }
  app.get<Query>("/key/list", admin, (request) => pages.list(listQuery(request.query)));
  app.get<Query>("/key/info", (request) => {
    const asked = request.query["key"]?.slice(0, maxNameLength) ?? null;
    return pages.info(askedKey(request, asked, desk), asked);
  });
  app.route({
    method: ["GET", "POST"],
    url: "/key/health",
    handler: () => ({ key: "healthy", logging_callbacks: null }),
  });
}

/** The master key sees every key; a key sees itself, and no difference between others and none. */
function askedKey({ principal }: FastifyRequest, asked: string | null, desk: KeyDesk): VirtualKey {
  const own = principal?.key ?? null;
  if (own === null) return desk.find(asked ?? "");
  if (asked !== null && asked !== own.token && tokenOf(asked) !== own.token) throw otherKey();
  return own;
}

function otherKey(): GatewayError {
  return new GatewayError("key_not_found", {
    message: "Key not found in database",
    hint: "A virtual key may ask about itself only: leave `key` out.",
  });
}

function listQuery(query: Query["Querystring"]): KeyListQuery {
  const text = (name: string): string | null => query[name]?.slice(0, maxNameLength) ?? null;
  return {
    page: numberIn(query, "page", 1, Number.MAX_SAFE_INTEGER),
    size: numberIn(query, "size", 10, largestPage),
    userId: text("user_id"),
    teamId: text("team_id"),
    alias: text("key_alias"),
    token: text("key_hash"),
    isFull: query["return_full_object"]?.toLowerCase() === "true",
    sortBy: text("sort_by"),
    isDescending: query["sort_order"] === "desc",
  };
}

function numberIn(query: Query["Querystring"], name: string, fallback: number, most: number): number {
  const value = query[name] === undefined ? fallback : Number(query[name]);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new GatewayError("invalid_request", {
    message: `${name}: must be a whole number of 1 to ${most}`,
    param: name,
  });
}
