/**
 * The panel's addresses. They live behind `#`, so that one build works under /ui/ and under app://panel/.
 *
 * Filters and the open request are typed search parameters: an address can be kept and shared.
 */
import { createHashHistory, createRootRoute, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { z } from "zod";
import { requestFilterSchema } from "./api/request-filter.ts";
import { Shell } from "./shell.tsx";
import { keySearchSchema } from "./views/keys/key-search.ts";
import { KeysView } from "./views/keys/keys-view.tsx";
import { OverviewView } from "./views/overview/overview-view.tsx";
import { requestTabs } from "./views/requests/request-tabs.ts";
import { RequestsView } from "./views/requests/requests-view.tsx";

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

const keysRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/keys",
  component: KeysView,
  validateSearch: keySearchSchema,
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
    routeTree: rootRoute.addChildren([overviewRoute, requestsRoute, keysRoute, unknownRoute]),
    history: createHashHistory(),
    defaultPreload: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createPanelRouter>;
  }
}
