/**
 * What a client may ask about models: the list, one model, and each deployment's settings without their secrets.
 *
 * A key that may not use every model sees its own. Bodies are made once per catalog and kept: a list of 10,000 aliases
 * costs its JSON only after a reload.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Catalog, Deployment } from "../contract/deployment.ts";
import { GatewayError } from "../contract/errors.ts";
import { seenCatalog } from "../policy/seen-catalog.ts";
import { groupOf, resolveAlias } from "../routing/resolve-alias.ts";

/** LiteLLM's constant: clients see one fixed creation time for every alias. */
const createdAt = 1_677_610_602;

export interface ModelPages {
  /** What is known of a deployment's model, as `model_info` shows it. */
  readonly facts: (deployment: Deployment) => Readonly<Record<string, unknown>>;
  /** What the list shows of it. */
  readonly listed: (deployment: Deployment) => Readonly<Record<string, unknown>>;
}

export function registerModelRoutes(app: FastifyInstance, catalog: () => Catalog, pages: ModelPages): void {
  const seen = ({ principal }: FastifyRequest): Catalog => seenCatalog(catalog(), principal?.key ?? null);
  const lists = new WeakMap<Catalog, Buffer>();
  const listBody = (current: Catalog): Buffer => {
    let body = lists.get(current);
    if (body === undefined) {
      body = Buffer.from(JSON.stringify({ data: listModels(current, false, pages), object: "list" }));
      lists.set(current, body);
    }
    return body;
  };
  for (const path of ["/models", "/v1/models"]) {
    app.get<{ Querystring: Record<string, string | undefined> }>(path, (request, reply) => {
      const current = seen(request);
      reply.type("application/json");
      if (request.query["return_wildcard_routes"]?.toLowerCase() !== "true") return reply.send(listBody(current));
      return reply.send(JSON.stringify({ data: listModels(current, true, pages), object: "list" }));
    });
    app.get<{ Params: { "*": string } }>(`${path}/*`, (request) => oneModel(seen(request), request.params["*"], pages));
  }
  for (const path of ["/model/info", "/v1/model/info"]) {
    app.get<{ Querystring: Record<string, string | undefined> }>(path, (request) =>
      modelInfo(seen(request), request.query["litellm_model_id"], pages),
    );
  }
}

function listModels(catalog: Catalog, includesWildcards: boolean, pages: ModelPages): Record<string, unknown>[] {
  const shown: Record<string, unknown>[] = [];
  for (const [alias, pointer] of catalog.groupAliases) {
    if (!pointer.hidden) shown.push(modelEntry(alias, groupOf(catalog, pointer)?.deployments[0], pages));
  }
  for (const [alias, group] of catalog.groups) shown.push(modelEntry(alias, group.deployments[0], pages));
  if (includesWildcards)
    for (const group of catalog.wildcards) shown.push(modelEntry(group.alias, group.deployments[0], pages));
  return shown;
}

function modelEntry(id: string, deployment: Deployment | undefined, pages: ModelPages): Record<string, unknown> {
  const listed = deployment === undefined || deployment.isWildcard ? {} : pages.listed(deployment);
  return { id, object: "model", created: createdAt, owned_by: "openai", ...listed };
}

function oneModel(catalog: Catalog, id: string, pages: ModelPages): Record<string, unknown> {
  const match = resolveAlias(catalog, id);
  if (match === null) {
    throw new GatewayError("model_not_found", {
      message: `The model \`${id}\` does not exist or is not accessible`,
      param: "model",
      hint: "Call `/v1/models` to view available models for your key.",
    });
  }
  const deployment = match.group.deployments[0];
  // The list says `openai` of every alias; asked for one, LiteLLM names who really serves it.
  return {
    ...modelEntry(id, deployment, pages),
    ...(deployment === undefined ? {} : { owned_by: deployment.provider }),
  };
}

function modelInfo(catalog: Catalog, id: string | undefined, pages: ModelPages): { data: Record<string, unknown>[] } {
  if (id === undefined) return { data: catalog.deployments.map((deployment) => infoEntry(deployment, pages)) };
  const deployment = catalog.byId.get(id);
  if (deployment === undefined) {
    throw new GatewayError("invalid_request", {
      message: `Model id = ${id} not found on litellm proxy`,
      param: "litellm_model_id",
      hint: "`/model/info` without a query lists every id.",
    });
  }
  return { data: [infoEntry(deployment, pages)] };
}

function infoEntry(deployment: Deployment, pages: ModelPages): Record<string, unknown> {
  return {
    model_name: deployment.alias,
    litellm_params: {
      use_in_pass_through: false,
      use_litellm_proxy: false,
      merge_reasoning_content_in_choices: false,
      ...deployment.shownParams,
    },
    model_info: pages.facts(deployment),
  };
}
