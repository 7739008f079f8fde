/**
 * The panel's own routes for virtual keys, as contract/panel-keys lists them, over the same desk as `/key/...`.
 *
 * The panel holds no master key: its session is what it needs here. Law: a secret is in the answer that makes it and in
 * no other, and a key is named by 12 digits of its digest, which open nothing.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { panelApiBase } from "../contract/admin.ts";
import type { Catalog } from "../contract/deployment.ts";
import { GatewayError } from "../contract/errors.ts";
import type { ExplainAnswer, ExplainRequest } from "../contract/explain.ts";
import type { LimitSettings } from "../contract/limits.ts";
import {
  keyChangeSchema,
  keyDraftSchema,
  keyTrialSchema,
  panelKeyRoutes,
  type KeyList,
  type PanelKey,
} from "../contract/panel-keys.ts";
import type { SpendReads } from "../contract/spend.ts";
import { parseBody } from "../policy/key-body.ts";
import type { KeyDesk, MadeKey } from "../policy/key-desk.ts";
import { bodyOfDraft } from "../policy/key-draft.ts";
import type { KeyRing } from "../policy/key-ring.ts";
import type { KeyViews } from "../policy/key-views.ts";
import type { VirtualKey } from "../policy/virtual-keys.ts";
import { jsonBody } from "./json-body.ts";
import { keyDay } from "./key-day.ts";
import { tryKey } from "./key-trial.ts";

export interface PanelKeyRouteParts {
  readonly desk: KeyDesk;
  readonly keys: KeyRing;
  readonly views: KeyViews;
  readonly reads: SpendReads;
  readonly catalog: () => Catalog;
  readonly explain: (question: ExplainRequest) => Promise<ExplainAnswer>;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
}

type Named = { Params: { id: string } };
const session = { config: { access: "panel" } } as const;
const maxIdLength = 12;

export function registerPanelKeyRoutes(app: FastifyInstance, parts: PanelKeyRouteParts): void {
  const { desk, keys, views } = parts;
  const path = (name: keyof typeof panelKeyRoutes): string => `${panelApiBase}${panelKeyRoutes[name].path}`;
  const made = ({ secret, key }: MadeKey): { secret: string; key: PanelKey } => ({ secret, key: views.view(key) });
  app.get(path("keys"), session, () => listOf(views, parts.catalog()));
  app.get<Named>(path("keyDay"), session, (request) => keyDay(keyIn(request, keys), parts));
  app.post(path("createKey"), session, async (request) =>
    made(await desk.generate(bodyOfDraft(parseBody(keyDraftSchema, jsonBody(request))))),
  );
  app.post<Named>(path("updateKey"), session, async (request) => {
    const { token } = keyIn(request, keys);
    const change = bodyOfDraft(parseBody(keyChangeSchema, jsonBody(request)));
    return views.view(await desk.update({ ...change, key: token }));
  });
  for (const [name, isBlocked] of [
    ["blockKey", true],
    ["unblockKey", false],
  ] as const) {
    app.post<Named>(path(name), session, async (request) =>
      views.view(await desk.setBlocked({ key: keyIn(request, keys).token }, isBlocked)),
    );
  }
  app.post<Named>(path("regenerateKey"), session, async (request) =>
    made(await desk.regenerate({}, keyIn(request, keys).token)),
  );
  app.post<Named>(path("deleteKey"), session, async (request) => {
    const { token, digest } = keyIn(request, keys);
    await desk.delete({ keys: [token] });
    return { deleted: digest };
  });
  app.post<Named>(path("tryKey"), session, (request) =>
    tryKey(keyIn(request, keys), parseBody(keyTrialSchema, jsonBody(request)), parts),
  );
}

function listOf(views: KeyViews, { settings, deployments }: Catalog): KeyList {
  const { timeZone, keyDefaults, keyBounds }: LimitSettings = settings.limits;
  return {
    keys: views.all(),
    budgets: views.fileBudgets(deployments),
    timeZone,
    defaults: textsOf(keyDefaults),
    bounds: textsOf(keyBounds),
  };
}

function textsOf(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** @throws GatewayError `key_not_found` */
function keyIn({ params }: FastifyRequest<Named>, keys: KeyRing): VirtualKey {
  const found = keys.findByDigest(params.id.slice(0, maxIdLength + 1));
  if (found !== null) return found;
  throw new GatewayError("key_not_found", {
    message: "Key not found in database",
    hint: "It was deleted, or made anew under another secret.",
  });
}
