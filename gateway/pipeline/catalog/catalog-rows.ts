/** The catalog as the panel shows it: every deployment with its facts, health, limits and figures; and what was left out. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Catalog, Deployment } from "../../contract/deployment.ts";
import type { DeploymentFigures, FiguresById } from "../../contract/deployment-figures.ts";
import type { Ability, CatalogAnswer, CatalogRow } from "../../contract/model-catalog.ts";
import type { Clock } from "../../base/clock.ts";
import { parallelLimit } from "../../routing/candidates.ts";
import type { Router, Standing } from "../../routing/router.ts";
import type { FactsBook } from "./deployment-facts.ts";
import type { FiguresCache } from "./figures-cache.ts";
import { healthOf } from "./health-of.ts";
import { firstSaid } from "./known-abilities.ts";
import { leftOutRows } from "./left-out-rows.ts";
import type { ProbeBook } from "./probe-book.ts";

export interface CatalogParts {
  readonly catalog: () => Catalog;
  readonly facts: FactsBook;
  readonly figures: FiguresCache;
  readonly probes: ProbeBook;
  readonly router: Pick<Router, "standingOf">;
  readonly clock: Clock;
  readonly redact: (text: string) => string;
}

export async function catalogRows(parts: CatalogParts): Promise<CatalogAnswer> {
  const { figures, at } = await parts.figures.now();
  const probedOf = await parts.probes.open();
  const catalog = parts.catalog();
  const rowParts = { ...parts, settings: catalog.settings, figures, probedOf, shownBase: once(parts.redact) };
  const rows: CatalogRow[] = [];
  for (const deployment of catalog.deployments) {
    rows.push(rowOf(deployment, rowParts));
    if (rows.length % rowsInARow === 0) await nextTurn();
  }
  return { rows: [...rows, ...leftOutRows(catalog)], figuresAt: at };
}

/** Between so many rows the loop serves others: models that are looked up for the first time cost time. */
const rowsInARow = 200;

interface RowParts extends Omit<CatalogParts, "catalog" | "figures" | "probes"> {
  readonly settings: Catalog["settings"];
  readonly figures: FiguresById;
  readonly probedOf: (deployment: Deployment) => readonly Ability[];
  readonly shownBase: (apiBase: string) => string;
}

/** Thousands of deployments share few addresses. */
function once(redact: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const shown = known.get(text) ?? redact(text);
    known.set(text, shown);
    return shown;
  };
}

function rowOf(deployment: Deployment, parts: RowParts): CatalogRow {
  const { id, alias, provider, file, line, weight, order } = deployment;
  const facts = parts.facts.of(deployment);
  const figures = parts.figures.get(id) ?? null;
  const standing = parts.router.standingOf(id);
  const health = healthOf(standing, figures, parts.clock.wallMs());
  return {
    deploymentId: id,
    alias,
    provider,
    model: deployment.upstreamModel,
    apiBase: deployment.mockResponse === null ? parts.shownBase(deployment.apiBase) : "",
    isMock: deployment.mockResponse !== null,
    file,
    line,
    ...facts,
    abilities: firstSaid(parts.probedOf(deployment), facts.abilities),
    ...health,
    healthReason: health.healthReason === null ? null : parts.redact(health.healthReason),
    weight,
    order,
    rateLimits: limitsOf(deployment, standing, parts.settings),
    ...(figures === null ? noFigures : shownFigures(figures)),
  };
}

function limitsOf(
  deployment: Deployment,
  standing: Standing,
  { routing }: Catalog["settings"],
): CatalogRow["rateLimits"] {
  return {
    rpmLimit: deployment.rpm,
    rpmUsed: standing.requests,
    tpmLimit: deployment.tpm,
    tpmUsed: standing.tokens,
    parallelLimit: parallelLimit(deployment, routing),
    inFlight: standing.inFlight,
  };
}

type ShownFigures = Pick<CatalogRow, "calls" | "errors" | "medianFirstTokenMs" | "medianTotalMs" | "tokensPerSecond">;

const noFigures: ShownFigures = {
  calls: 0,
  errors: 0,
  medianFirstTokenMs: null,
  medianTotalMs: null,
  tokensPerSecond: null,
};

function shownFigures({ lastAt: _at, lastError: _error, ...shown }: DeploymentFigures): ShownFigures {
  return shown;
}
