/**
 * The panel's routes for use: now, a period, and the days that a provider's bill is held against.
 *
 * Names get their labels here. Law: a key goes by 12 digits of its digest, which open nothing.
 */
import type { FastifyInstance } from "fastify";
import { panelApiBase } from "../contract/admin.ts";
import type { Catalog } from "../contract/deployment.ts";
import { GatewayError } from "../contract/errors.ts";
import {
  usageDaysQuerySchema,
  usageQuerySchema,
  usageRoutes,
  type UsageDays,
  type UsageName,
  type UsageNow,
  type UsageReport,
  type UsageScope,
} from "../contract/usage-figures.ts";
import type { NamedUse, UsageReads } from "../contract/usage-reads.ts";
import type { KeyRing } from "../policy/key-ring.ts";
import { parsedQuery } from "./parsed-request.ts";

export interface UsageRouteParts {
  readonly reads: UsageReads;
  readonly now: () => UsageNow;
  readonly catalog: () => Catalog;
  readonly keys: Pick<KeyRing, "findByDigest">;
}

const session = { config: { access: "panel" } } as const;
const dayMs = 86_400_000;
const longestDays = 400;

export function registerUsageRoutes(app: FastifyInstance, parts: UsageRouteParts): void {
  const path = (name: keyof typeof usageRoutes): string => `${panelApiBase}${usageRoutes[name].path}`;
  app.get(path("usageNow"), session, () => parts.now());
  app.get(path("usage"), session, (request) => report(parsedQuery(usageQuerySchema, request), parts));
  app.get(path("usageDays"), session, (request) => days(parsedQuery(usageDaysQuerySchema, request), parts.reads));
}

async function report(
  { edges, by }: { readonly edges: number[]; readonly by: UsageScope },
  parts: UsageRouteParts,
): Promise<UsageReport> {
  const { total, buckets, names, drawn, named, namesInAll, source } = await parts.reads.usage({ edges, by });
  return {
    edges,
    total,
    buckets: [...buckets],
    names: names.map((use) => labelled(use, by, parts)),
    drawn: drawn.map((sums) => [...sums]),
    named,
    namesInAll,
    source,
  };
}

function labelled({ name, sum }: NamedUse, by: UsageScope, { catalog, keys }: UsageRouteParts): UsageName {
  switch (by) {
    case "key":
      return { id: name, label: keys.findByDigest(name)?.label ?? name, provider: "", sum };
    case "model": {
      const { provider, model } = modelOf(name);
      return { id: model, label: model, provider, sum };
    }
    case "deployment": {
      const deployment = catalog().byId.get(name);
      const label = deployment === undefined ? name : `${deployment.alias} → ${deployment.upstreamModel}`;
      return { id: name, label, provider: deployment?.provider ?? "", sum };
    }
    default:
      return { id: name, label: name, provider: "", sum };
  }
}

async function days(
  { from, to }: { readonly from: string; readonly to: string },
  reads: UsageReads,
): Promise<UsageDays> {
  const fromMs = midnight(from, "from");
  const toMs = midnight(to, "to") + dayMs;
  if (toMs <= fromMs || toMs - fromMs > longestDays * dayMs) {
    throw new GatewayError("invalid_request", {
      message: `to: must be from the first day on, ${longestDays} days at most`,
      param: "to",
    });
  }
  const { rows, isCut, source } = await reads.usageDays({ fromMs, toMs });
  return { rows: rows.map(({ day, name, sum }) => ({ day, ...modelOf(name), sum })), isCut, source };
}

/** `Date.parse` takes a 31st of February for a day of March. */
function midnight(day: string, param: string): number {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(day)) return at;
  throw new GatewayError("invalid_request", { message: `${param}: must be a day like 2026-11-24`, param });
}

function modelOf(name: string): { provider: string; model: string } {
  const at = name.indexOf("\n");
  return at === -1 ? { provider: "", model: name } : { provider: name.slice(0, at), model: name.slice(at + 1) };
}
