/** A request's body or query as its schema describes it, or an error that names the field. */
import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { GatewayError } from "../contract/errors.ts";
import { jsonBody } from "./json-body.ts";

/** @throws GatewayError `invalid_json`, `invalid_request` */
export function parsedBody<Schema extends z.ZodType>(
  schema: Schema,
  request: Pick<FastifyRequest, "body">,
): z.output<Schema> {
  return parsed(schema, jsonBody(request), "body");
}

/** @throws GatewayError `invalid_request` */
export function parsedQuery<Schema extends z.ZodType>(
  schema: Schema,
  { query }: Pick<FastifyRequest, "query">,
): z.output<Schema> {
  return parsed(schema, query, "query");
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, whole: string): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const param = issue?.path.join(".") || whole;
  throw new GatewayError("invalid_request", { message: `${param}: ${issue?.message ?? "not valid"}`, param });
}
