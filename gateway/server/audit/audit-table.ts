/**
 * Which routes are administrative acts, decided for every route that is not a GET. A route that calls a model says so by its
 * `operation`; any other stands here, or the gateway does not start.
 */
import { adminRoutes, exportPath, panelApiBase } from "../../contract/admin.ts";
import { auditExportPath, type AuditAct } from "../../contract/audit.ts";
import { playgroundChatPath } from "../../contract/playground.ts";

/** What an act is about decides how its object is named and what it changed is learned. */
export type AuditKind = "key" | "model" | "config" | "variable" | "requests" | "audit" | "session";

export interface AuditedRoute {
  readonly act: AuditAct;
  readonly kind: AuditKind;
  /** False = it runs beside other acts. */
  readonly isChange: boolean;
}

type Verb = "POST" | "PATCH";

const change = (act: AuditAct, kind: AuditKind): AuditedRoute => ({ act, kind, isChange: true });
const panel = (name: keyof typeof adminRoutes): string => `POST ${panelApiBase}${adminRoutes[name].path}`;
const at = (path: string, verb: Verb = "POST"): string => `${verb} ${path}`;

const audited: ReadonlyMap<string, AuditedRoute> = new Map([
  [at("/key/generate"), change("key.generate", "key")],
  [at("/key/update"), change("key.update", "key")],
  [at("/key/delete"), change("key.delete", "key")],
  [at("/key/regenerate"), change("key.regenerate", "key")],
  [at("/key/:key/regenerate"), change("key.regenerate", "key")],
  [at("/key/block"), change("key.block", "key")],
  [at("/key/unblock"), change("key.unblock", "key")],
  [panel("createKey"), change("key.generate", "key")],
  [panel("updateKey"), change("key.update", "key")],
  [panel("deleteKey"), change("key.delete", "key")],
  [panel("regenerateKey"), change("key.regenerate", "key")],
  [panel("blockKey"), change("key.block", "key")],
  [panel("unblockKey"), change("key.unblock", "key")],
  [at("/model/new"), change("model.new", "model")],
  [at("/model/update"), change("model.update", "model")],
  [at("/model/:id/update", "PATCH"), change("model.update", "model")],
  [at("/model/delete"), change("model.delete", "model")],
  [panel("configSave"), change("config.save", "config")],
  [panel("configVariable"), change("config.variable", "variable")],
  [panel("requestMarks"), change("requests.mark", "requests")],
  [panel("requestDelete"), change("requests.delete", "requests")],
  [at(`${panelApiBase}${exportPath}`), { act: "requests.export", kind: "requests", isChange: false }],
  [at(`${panelApiBase}${auditExportPath}`), { act: "audit.export", kind: "audit", isChange: false }],
]);

/** The login writes its own line: nobody may be kept out by a full disk. */
export const loginPath = `${panelApiBase}/login`;

/** They ask, try or draft; or they keep what is the user's own and nobody else's. */
const noActs: ReadonlySet<string> = new Set([
  at(loginPath),
  at("/key/health"),
  at("/spend/calculate"),
  at("/utils/token_counter"),
  panel("explain"),
  panel("configRead"),
  panel("configEdit"),
  panel("configPreview"),
  panel("discover"),
  panel("probe"),
  panel("testDeployment"),
  panel("tryKey"),
  panel("telemetryTest"),
  at(`${panelApiBase}${playgroundChatPath}`),
  panel("savePlaygroundSession"),
  panel("removePlaygroundSession"),
  // what they start are requests, each with its row; a run's figures are the user's own
  panel("replay"),
  panel("replayPlan"),
  panel("startReplayRun"),
  panel("stopReplayRun"),
  panel("removeReplayRun"),
  // they call models
  at("/openai/deployments/*"),
  at("/engines/*"),
  at("/v1/engines/*"),
  // not part of this gateway: they answer 501
  ...["user", "team", "organization", "budget", "customer", "tag"].flatMap((area) =>
    ["POST", "PUT", "PATCH", "DELETE"].map((method) => `${method} /${area}/*`),
  ),
]);

/** @returns null where it was decided that the route is no act; undefined where nobody decided */
export function auditedRoute(method: string, url: string): AuditedRoute | null | undefined {
  const name = `${method} ${url}`;
  return audited.get(name) ?? (noActs.has(name) ? null : undefined);
}

/** Every route that was decided here, for the test that walks them. */
export const decidedRoutes: readonly string[] = [...audited.keys(), ...noActs];
