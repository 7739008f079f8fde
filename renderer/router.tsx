/**
 * The panel's addresses. They live behind `#`, so that one build works under /ui/ and under app://panel/.
 *
 * Filters and the open request are typed search parameters: an address can be kept and shared.
 */
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { z } from "zod";
import { requestFilterSchema } from "./api/request-filter.ts";
import { Shell } from "./shell.tsx";
import { auditSearchSchema } from "./views/audit/audit-search.ts";
import { catalogSearchSchema } from "./views/catalog/catalog-search.ts";
import { CatalogView } from "./views/catalog/catalog-view.tsx";
import { DiscoverView } from "./views/catalog/discover/discover-view.tsx";
import { discoverSearchSchema } from "./views/catalog/discover/discover-search.ts";
import { configSearchSchema } from "./views/config/config-search.ts";
import { loadConfigView } from "./views/config/load-config-view.ts";
import { keySearchSchema } from "./views/keys/key-search.ts";
import { KeysView } from "./views/keys/keys-view.tsx";
import { OverviewView } from "./views/overview/overview-view.tsx";
import { compareSearchSchema } from "./views/requests/compare/compare-search.ts";
import { CompareView } from "./views/requests/compare/compare-view.tsx";
import { runSearchSchema } from "./views/replays/run-search.ts";
import { requestTabs } from "./views/requests/request-tabs.ts";
import { RequestsView } from "./views/requests/requests-view.tsx";
import { TelemetryView } from "./views/telemetry/telemetry-view.tsx";
import { usageSearchSchema } from "./views/usage/usage-search.ts";

const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: () => null,
});

const overviewRoute = createRoute({ getParentRoute: () => rootRoute, path: "/", component: OverviewView });

const requestsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/requests",
  component: RequestsView,
  validateSearch: requestFilterSchema.extend({
    id: z.string().max(64).optional().catch(undefined),
    tab: z.enum(requestTabs).optional().catch(undefined),
  }),
});

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/requests/compare",
  component: CompareView,
  validateSearch: compareSearchSchema,
});

/** Loaded when it is first opened: the reader of Markdown is a third of the panel. */
const playgroundRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/playground",
  component: lazyRouteComponent(() => import("./views/playground/playground-view.tsx"), "PlaygroundView"),
  validateSearch: z.object({ from: z.string().max(64).optional().catch(undefined) }),
});

const catalogRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/catalog",
  component: CatalogView,
  validateSearch: catalogSearchSchema,
});

const discoverRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/catalog/discover",
  component: DiscoverView,
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
  component: KeysView,
  validateSearch: keySearchSchema,
});

/** Loaded when it is first opened, with the charts. */
const usageRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/usage",
  component: lazyRouteComponent(() => import("./views/usage/usage-view.tsx"), "UsageView"),
  validateSearch: usageSearchSchema,
});

/** Loaded when it is first opened: it is seldom. */
const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/audit",
  component: lazyRouteComponent(() => import("./views/audit/audit-view.tsx"), "AuditView"),
  validateSearch: auditSearchSchema,
});

const telemetryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/telemetry",
  component: TelemetryView,
});

/** Loaded when they are first opened, with what compares texts. */
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
export function createPanelRouter() {
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
    defaultPreload: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createPanelRouter>;
  }
}
