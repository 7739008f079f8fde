/**
 * Prices, capabilities and counts as LiteLLM's routes give them; the answers come from the pipeline's pages.
 */
import type { FastifyInstance } from "fastify";
import type { VirtualKey } from "../policy/virtual-keys.ts";
import { jsonBody } from "./json-body.ts";

type Fields = Readonly<Record<string, unknown>>;
type Query = { Querystring: Record<string, string | undefined> };

/** Each speaks of the running config. */
export interface PricePages {
  readonly groups: (name: string | null, key: VirtualKey | null) => readonly Fields[];
  readonly supportedParams: (model: string | undefined) => Fields;
  readonly calculate: (body: Fields) => Fields;
  readonly countTokens: (body: Fields) => Fields;
  /** JSON. */
  readonly costMap: () => Buffer;
}

export function registerPriceRoutes(app: FastifyInstance, pages: PricePages): void {
  app.get<Query>("/model_group/info", (request) => ({
    data: pages.groups(request.query["model_group"] ?? null, request.principal?.key ?? null),
  }));
  app.get<Query>("/utils/supported_openai_params", (request) => pages.supportedParams(request.query["model"]));
  app.get("/get/litellm_model_cost_map", (_request, reply) => reply.type("application/json").send(pages.costMap()));
  app.post("/spend/calculate", (request) => pages.calculate(jsonBody(request)));
  app.post("/utils/token_counter", (request) => pages.countTokens(jsonBody(request)));
}
