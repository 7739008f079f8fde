/**
 * The config's files in the panel's API, as contract/admin lists them.
 *
 * Law: every text that leaves here is masked; what does it is behind `ConfigPages`, and no-secret tests walk these routes.
 */
import type { FastifyInstance } from "fastify";
import { adminRoutes, panelApiBase } from "../contract/admin.ts";
import { GatewayError } from "../contract/errors.ts";
import type { ConfigPages } from "../pipeline/config-pages.ts";
import { parsedBody } from "./parsed-request.ts";

const session = { config: { access: "panel" } } as const;
/** A text of 8 MiB in JSON's escapes, and a few more beside it. */
const withTexts = { ...session, bodyLimit: 32 * 1024 * 1024 };
const withVariable = { ...session, bodyLimit: 64 * 1024 };
const maxIdLength = 128;
const path = (name: keyof typeof adminRoutes): string => `${panelApiBase}${adminRoutes[name].path}`;

export function registerConfigRoutes(app: FastifyInstance, pages: ConfigPages): void {
  const { configRead, configEdit, configPreview, configSave, configVariable } = adminRoutes;
  app.get(path("configFiles"), session, () => pages.files());
  app.post(path("configRead"), withTexts, (request) => pages.read(parsedBody(configRead.body, request).drafts));
  app.post(path("configEdit"), withTexts, async (request) => ({
    splices: await pages.edit(parsedBody(configEdit.body, request)),
  }));
  app.post(path("configPreview"), withTexts, (request) =>
    pages.preview(parsedBody(configPreview.body, request).drafts),
  );
  app.post(path("configSave"), withTexts, (request) => pages.save(parsedBody(configSave.body, request)));
  app.post(path("configVariable"), withVariable, (request) =>
    pages.setVariable(parsedBody(configVariable.body, request)),
  );
  app.get(path("configHistory"), session, async () => ({ versions: await pages.history() }));
  app.get<{ Params: { id: string } }>(path("configVersion"), session, async (request) => {
    const version = await pages.version(request.params.id.slice(0, maxIdLength));
    if (version !== null) return version;
    throw new GatewayError("route_not_found", {
      message: "This version is not in the history.",
      hint: "The last 50 of each file are kept.",
    });
  });
}
