/** A body that must be a JSON object; nothing sent counts as an empty one. */
import type { FastifyRequest } from "fastify";
import { isRecord } from "../base/json-shape.ts";
import { GatewayError } from "../contract/errors.ts";

/** @throws GatewayError `invalid_json`, `invalid_request` */
export function jsonBody({ body }: Pick<FastifyRequest, "body">): Readonly<Record<string, unknown>> {
  const text = Buffer.isBuffer(body) ? body.toString("utf8") : "";
  let value: unknown;
  try {
    value = JSON.parse(text === "" ? "{}" : text);
  } catch (cause) {
    throw new GatewayError("invalid_json", { message: "Invalid JSON payload.", cause });
  }
  if (!isRecord(value))
    throw new GatewayError("invalid_request", { message: "The request body must be a JSON object." });
  return value;
}
