/**
 * LiteLLM's users and teams as far as one machine needs them: who keys name, their keys and their spend.
 *
 * Everything else of them is answered by name, so that a client learns what is missing instead of guessing.
 */
import type { FastifyInstance } from "fastify";
import { GatewayError } from "../contract/errors.ts";
import type { SpendReads } from "../contract/spend.ts";
import type { KeyPages } from "../policy/key-pages.ts";
import { usd } from "./spend-rows.ts";

export interface OwnerRouteParts {
  readonly reads: SpendReads;
  readonly pages: KeyPages;
}

type Query = { Querystring: Record<string, string | undefined> };
const admin = { config: { access: "admin" } } as const;
const owners = {
  user: { field: "user_id", scope: "user" },
  team: { field: "team_id", scope: "team" },
} as const;
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

export function registerOwnerRoutes(app: FastifyInstance, { reads, pages }: OwnerRouteParts): void {
  const spendOf = async (kind: keyof typeof owners, names: readonly string[]): Promise<Map<string, number>> => {
    const sums = await reads.sums({ scope: owners[kind].scope, from: null, to: null, names, byDay: false });
    return new Map(sums.map(({ name, nanos }) => [name, usd(nanos)]));
  };
  for (const kind of ["user", "team"] as const) {
    const { field } = owners[kind];
    app.get<Query>(`/${kind}/info`, admin, async ({ query }) => {
      const name = (query[field] ?? "default_user_id").slice(0, 256);
      const spend = (await spendOf(kind, [name])).get(name) ?? 0;
      const info = { [field]: name, spend, max_budget: null, models: [] };
      return { [field]: name, [`${kind}_info`]: info, keys: pages.rowsOf(field, name), teams: [] };
    });
    app.get(`/${kind}/list`, admin, async () => {
      const names = pages.ownersBy(field);
      const spend = await spendOf(kind, names);
      const rows = names.map((name) => ({
        [field]: name,
        spend: spend.get(name) ?? 0,
        key_count: pages.rowsOf(field, name).length,
      }));
      if (kind === "team") return rows;
      return { users: rows, total: rows.length, page: 1, page_size: rows.length, total_pages: 1 };
    });
  }
  for (const area of ["user", "team", "organization", "budget", "customer", "tag"]) {
    app.route({ method: [...methods], url: `/${area}/*`, ...admin, handler: (request) => notHere(request.url) });
  }
}

function notHere(url: string): never {
  throw new GatewayError("not_implemented", {
    message: `${(url.split("?", 1)[0] ?? "").slice(0, 100)} is not part of this gateway: it serves one machine, without users and teams of its own.`,
    hint: "Give keys a `user_id` or `team_id` with `/key/generate`; `/user/info`, `/team/info` and `/spend/logs` show what they spend.",
  });
}
