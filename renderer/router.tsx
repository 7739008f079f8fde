/**
 * The panel's addresses. They live behind `#`, so that one build works under /ui/ and under app://panel/.
 *
 * Filters and the open request are typed search parameters: an address can be kept and shared.
 */
import {
  createHashHistory,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { requestsQuery } from "./api/queries.ts";
import { requestFilterSchema } from "./api/request-filter.ts";
import { Shell } from "./shell.tsx";
import { auditSearchSchema } from "./views/audit/audit-search.ts";
import { catalogSearchSchema } from "./views/catalog/catalog-search.ts";
import { discoverSearchSchema } from "./views/catalog/discover/discover-search.ts";
import { configSearchSchema } from "./views/config/config-search.ts";
import { loadConfigView } from "./views/config/load-config-view.ts";
import { keySearchSchema } from "./views/keys/key-search.ts";
import { OverviewView } from "./views/overview/overview-view.tsx";
import { compareSearchSchema } from "./views/requests/compare/compare-search.ts";
import { runSearchSchema } from "./views/replays/run-search.ts";
import { requestTabs } from "./views/requests/request-tabs.ts";
import { RequestsView } from "./views/requests/requests-view.tsx";
import { usageSearchSchema } from "./views/usage/usage-search.ts";

interface RouterContext {
  readonly client: QueryClient;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Shell,
  notFoundComponent: () => null,
});

// The two views that one begins with are there at once; every other one is loaded when it is first opened.
const overviewRoute = createRoute({ getParentRoute: () => rootRoute, path: "/", component: OverviewView });

const requestsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/requests",
  component: RequestsView,
  validateSearch: requestFilterSchema.extend({
    id: z.string().max(64).optional().catch(undefined),
    tab: z.enum(requestTabs).optional().catch(undefined),
  }),
  loaderDeps: ({ search: { id: _id, tab: _tab, ...filter } }) => filter,
  // The rows are asked for while the view is still being made; it tells of a failure.
  loader: ({ context: { client }, deps }) => {
    client.ensureInfiniteQueryData(requestsQuery(deps)).catch(() => {});
  },
});

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/requests/compare",
  component: lazyRouteComponent(() => import("./views/requests/compare/compare-view.tsx"), "CompareView"),
  validateSearch: compareSearchSchema,
});

const playgroundRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/playground",
  component: lazyRouteComponent(() => import("./views/playground/playground-view.tsx"), "PlaygroundView"),
  validateSearch: z.object({ from: z.string().max(64).optional().catch(undefined) }),
});

const catalogRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/catalog",
  component: lazyRouteComponent(() => import("./views/catalog/catalog-view.tsx"), "CatalogView"),
  validateSearch: catalogSearchSchema,
});

const discoverRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/catalog/discover",
  component: lazyRouteComponent(() => import("./views/catalog/discover/discover-view.tsx"), "DiscoverView"),
  validateSearch: discoverSearchSchema,
});

const configRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/config",
  component: lazyRouteComponent(loadConfigView, "ConfigView"),
  validateSearch: configSearchSchema,
});

const keysRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/keys",
  component: lazyRouteComponent(() => import("./views/keys/keys-view.tsx"), "KeysView"),
  validateSearch: keySearchSchema,
});

const usageRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/usage",
  component: lazyRouteComponent(() => import("./views/usage/usage-view.tsx"), "UsageView"),
  validateSearch: usageSearchSchema,
});

const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/audit",
  component: lazyRouteComponent(() => import("./views/audit/audit-view.tsx"), "AuditView"),
  validateSearch: auditSearchSchema,
});

const telemetryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/telemetry",
  component: lazyRouteComponent(() => import("./views/telemetry/telemetry-view.tsx"), "TelemetryView"),
});

const replaysRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/replays",
  component: lazyRouteComponent(() => import("./views/replays/runs-view.tsx"), "RunsView"),
});

const replayRunRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/replays/$id",
  component: lazyRouteComponent(() => import("./views/replays/run-view.tsx"), "RunView"),
  validateSearch: runSearchSchema,
});

const unknownRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "$",
  beforeLoad: () => {
    throw redirect({ to: "/" });
  },
});

// oxlint-disable-next-line typescript/explicit-function-return-type -- the router's type is its routes
export function createPanelRouter(client: QueryClient) {
  return createRouter({
    routeTree: rootRoute.addChildren([
      overviewRoute,
      requestsRoute,
      compareRoute,
      playgroundRoute,
      catalogRoute,
      discoverRoute,
      configRoute,
      keysRoute,
      usageRoute,
      auditRoute,
      telemetryRoute,
      replaysRoute,
      replayRunRoute,
      unknownRoute,
    ]),
    history: createHashHistory(),
    context: { client },
    defaultPreload: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createPanelRouter>;
  }
}
