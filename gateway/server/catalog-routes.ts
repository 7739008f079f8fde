/** The catalog's routes of the panel's API: what is there, what could be, and whether it works. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { adminRoutes, panelApiBase } from "../contract/admin.ts";
import { GatewayError } from "../contract/errors.ts";
import { discoverRequestSchema, type DiscoverRequest } from "../contract/model-catalog.ts";
import type { PanelCatalog } from "../pipeline/catalog/panel-catalog.ts";

type ById = { Params: { id: string } };

const session = { config: { access: "panel" } } as const;
const path = (name: keyof typeof adminRoutes): string => `${panelApiBase}${adminRoutes[name].path}`;

export function registerCatalogRoutes(app: FastifyInstance, catalog: PanelCatalog): void {
  app.get(path("catalog"), session, () => catalog.rows());
  app.get(path("modelSources"), session, async () => ({ sources: await catalog.sources() }));
  app.post(path("discover"), session, (request) => catalog.discover(questionIn(request)));
  app.post<ById>(path("testDeployment"), session, ({ params }) => catalog.test(params.id));
  app.post<ById>(path("probe"), session, ({ params }) => catalog.probe(params.id));
}

function questionIn({ body }: FastifyRequest): DiscoverRequest {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.isBuffer(body) ? body.toString("utf8") : "{}");
  } catch (cause) {
    throw new GatewayError("invalid_json", { message: "Invalid JSON payload.", cause });
  }
  const parsed = discoverRequestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const param = issue?.path.join(".") ?? "";
  throw new GatewayError("invalid_request", { message: `${param}: ${issue?.message ?? "not valid"}`, param });
}
