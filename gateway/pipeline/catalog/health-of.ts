/**
 * How a deployment is, in one word with its reason and time: what the router saw since it started, else what the log
 * remembers of the last day.
 */
import type { DeploymentFigures } from "../../contract/deployment-figures.ts";
import type { CatalogRow } from "../../contract/model-catalog.ts";
import type { Standing } from "../../routing/router.ts";

export type Health = Pick<CatalogRow, "health" | "healthReason" | "healthAt" | "cooldownUntil">;

const unsaid = "It failed without saying why.";

interface Word {
  /** Epoch milliseconds. */
  readonly at: number;
  /** null = it went well. */
  readonly reason: string | null;
}

/** @param nowMs  epoch milliseconds; a standing's own times are monotonic */
export function healthOf(standing: Standing, figures: DeploymentFigures | null, nowMs: number): Health {
  const toWall = (ms: number): number => Math.round(nowMs + ms - standing.nowMs);
  const { rest, last: note } = standing;
  const seen = note === null ? null : { at: toWall(note.atMs), reason: note.reason };
  const last = newer(seen, loggedIn(figures));
  if (rest !== null) {
    const reason = [rest.reason, last?.reason ?? ""].filter((text) => text !== "").join(": ");
    return {
      health: "cooling_down",
      healthReason: reason,
      healthAt: last?.at ?? null,
      cooldownUntil: toWall(rest.untilMs),
    };
  }
  if (last === null) return { health: "idle", healthReason: null, healthAt: null, cooldownUntil: null };
  const health = last.reason === null ? "healthy" : "failing";
  return { health, healthReason: last.reason, healthAt: last.at, cooldownUntil: null };
}

function loggedIn(figures: DeploymentFigures | null): Word | null {
  if (figures === null || figures.lastAt === 0) return null;
  return { at: figures.lastAt, reason: figures.lastError === "" ? unsaid : figures.lastError };
}

function newer(seen: Word | null, logged: Word | null): Word | null {
  if (seen === null || logged === null) return seen ?? logged;
  return seen.at >= logged.at ? seen : logged;
}
