/**
 * Every route of the server, collected as it is registered: LiteLLM's `/routes`, and what the attack tests walk.
 */
import type { FastifyInstance } from "fastify";

export interface ListedRoute {
  readonly path: string;
  readonly methods: readonly string[];
}

/** Register before any route: only later ones are seen. */
export function registerRouteList(app: FastifyInstance): void {
  const routes: ListedRoute[] = [];
  app.addHook("onRoute", ({ url, method }) => {
    routes.push({ path: url, methods: Array.isArray(method) ? method : [method] });
  });
  app.get("/routes", () => ({
    routes: routes.map(({ path, methods }) => ({ path, methods, name: path, endpoint: path })),
  }));
}
