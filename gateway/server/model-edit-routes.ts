/**
 * LiteLLM's `/model/new`, `/model/update`, `/model/{id}/update` and `/model/delete`, under the master key only: a model's
 * base decides where keys and prompts are sent.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { GatewayError } from "../contract/errors.ts";
import { jsonBody } from "./json-body.ts";

type Body = Readonly<Record<string, unknown>>;

/** Each answers with what LiteLLM answers. */
export interface ModelEditPages {
  readonly add: (body: Body) => Promise<object>;
  readonly update: (body: Body) => Promise<object>;
  readonly patch: (id: string, body: Body) => Promise<object>;
  readonly delete: (body: Body) => Promise<object>;
}

const admin = { config: { access: "admin" } } as const;

export function registerModelEditRoutes(app: FastifyInstance, pages: ModelEditPages): void {
  app.post("/model/new", admin, (request) => pages.add(bodyOf(request)));
  app.post("/model/update", admin, (request) => pages.update(bodyOf(request)));
  app.patch<{ Params: { id: string } }>("/model/:id/update", admin, (request) =>
    pages.patch(request.params.id, bodyOf(request)),
  );
  app.post("/model/delete", admin, (request) => pages.delete(bodyOf(request)));
}

/** @throws GatewayError `no_api_key` where nobody holds a master key */
function bodyOf(request: Pick<FastifyRequest, "body" | "principal">): Body {
  const { principal } = request;
  if (principal === null || principal.kind !== "admin" || principal.keyDigest === null) {
    throw new GatewayError("no_api_key", {
      message: "Authentication Error, Models are edited under the master key only.",
      hint: "Set `general_settings.master_key` and send it as `Authorization: Bearer <key>`.",
    });
  }
  return jsonBody(request);
}
