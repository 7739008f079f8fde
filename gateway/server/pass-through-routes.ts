/** Providers' own APIs under the gateway's address: `/openai/...`, `/anthropic/...`, `/gemini/...`, `/vllm/...`. */
import type { FastifyInstance } from "fastify";
import { GatewayError } from "../contract/errors.ts";
import { handlePassThrough } from "../pipeline/pass-through.ts";
import { passThroughProviders } from "../pipeline/pass-through-target.ts";
import { authenticatedCall, type PipelineRouteParts } from "./pipeline-route.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type PassedMethod = (typeof methods)[number];

export function registerPassThroughRoutes(app: FastifyInstance, parts: PipelineRouteParts): void {
  // A scope of its own: providers' APIs take forms too (audio, files).
  void app.register(async (scope) => {
    scope.addContentTypeParser("multipart/form-data", { parseAs: "buffer" }, (_request, body, done) =>
      done(null, body),
    );
    for (const route of Object.keys(passThroughProviders)) {
      const config = { operation: "pass_through", isKeyInQuery: route === "gemini" } as const;
      scope.route<{ Params: { "*": string } }>({
        method: [...methods],
        url: `/${route}/*`,
        config,
        handler: (request, reply) => {
          const { rest, query } = splitUrl(request.url, route);
          reply.hijack();
          const target = { operation: "pass_through", modelFromPath: null } as const;
          const call = authenticatedCall(request, reply, target, parts);
          const method = request.method as PassedMethod; // the route is registered for these only
          return handlePassThrough({ ...call, route, method, rest, query }, parts.pipeline);
        },
      });
    }
  });
}

/** A `.` or `..` segment, also where a provider would see one only after decoding slashes or cutting `;` parameters. */
const climbing = /(?:^|\/|\\|%2f|%5c)(?:\.|%2e){1,2}(?:\/|\\|;|%2f|%5c|%3b|$)/i;

/** As sent, not decoded: what is escaped for the provider stays so. */
function splitUrl(url: string, route: string): { readonly rest: string; readonly query: string } {
  const [path = "", ...queries] = url.split("?");
  const rest = path.slice(route.length + 2);
  if (climbing.test(rest)) {
    throw new GatewayError("bad_request_target", {
      message: "A path below a pass-through route must not climb.",
      hint: "Leave out `.` and `..` segments.",
    });
  }
  return { rest, query: queries.length === 0 ? "" : `?${queries.join("?")}` };
}
