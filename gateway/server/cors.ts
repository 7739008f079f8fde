/**
 * CORS for the exact origins the config names, and for nobody else: no header is sent by default.
 *
 * The guard has refused unknown origins before this runs.
 */
import type { FastifyReply, FastifyRequest } from "fastify";

/** @returns true when the request was a preflight and is answered */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply, allowedOrigins: readonly string[]): boolean {
  const { origin } = request.headers;
  if (origin === undefined || !allowedOrigins.includes(origin)) return false;
  reply.header("access-control-allow-origin", origin).header("vary", "origin");
  // The pipeline writes to the raw response, which does not see the framework's headers.
  reply.raw.setHeader("access-control-allow-origin", origin);
  reply.raw.setHeader("vary", "origin");
  if (request.method !== "OPTIONS" || request.headers["access-control-request-method"] === undefined) return false;
  void reply
    .code(204)
    .header("access-control-allow-methods", "GET, POST")
    .header("access-control-allow-headers", "authorization, content-type, x-api-key, x-litellm-api-key, x-litellm-tags")
    .header("access-control-max-age", "600")
    .send();
  return true;
}
