/** Anthropic's routes: Messages and its token count, for any alias; their errors are in Anthropic's words. */
import type { FastifyInstance } from "fastify";
import { registerPipelineRoute, type PipelineRouteParts } from "./pipeline-route.ts";

export function registerAnthropicRoutes(app: FastifyInstance, parts: PipelineRouteParts): void {
  registerPipelineRoute(app, "/v1/messages", "messages", parts);
  registerPipelineRoute(app, "/v1/messages/count_tokens", "count_tokens", parts);
}
