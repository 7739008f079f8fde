/** The catalog's five answers to the panel, built once over the running parts. */
import type { ClientReply } from "../exchange.ts";
import type { Catalog, Deployment } from "../../contract/deployment.ts";
import type { FiguresById } from "../../contract/deployment-figures.ts";
import { GatewayError } from "../../contract/errors.ts";
import type {
  CatalogAnswer,
  DeploymentTest,
  DiscoverAnswer,
  DiscoverRequest,
  ModelSource,
  ProbeAnswer,
} from "../../contract/model-catalog.ts";
import { discoverModels } from "../discovery/discover-models.ts";
import { modelSources } from "../discovery/model-sources.ts";
import type { DiscoveryParts } from "../discovery/discovery-parts.ts";
import type { PipelineParts } from "../handle-chat.ts";
import { catalogRows } from "./catalog-rows.ts";
import { FactsBook } from "./deployment-facts.ts";
import { FiguresCache } from "./figures-cache.ts";
import { ProbeBook, type ProbeStore } from "./probe-book.ts";
import { probeDeployment, type ProbeParts } from "./probe-deployment.ts";
import { testDeployment } from "./test-deployment.ts";

export interface CatalogStore extends ProbeStore {
  figures(sinceMs: number): Promise<FiguresById>;
}

export interface PanelCatalogParts {
  readonly pipeline: PipelineParts;
  readonly catalog: () => Catalog;
  readonly store: CatalogStore;
  readonly isLogOn: () => boolean;
  readonly track: (reply: ClientReply) => void;
  readonly variables: DiscoveryParts["variables"];
}

export interface PanelCatalog {
  readonly rows: () => Promise<CatalogAnswer>;
  readonly sources: () => Promise<readonly ModelSource[]>;
  readonly discover: (question: DiscoverRequest) => Promise<DiscoverAnswer>;
  readonly test: (deploymentId: string) => Promise<DeploymentTest>;
  readonly probe: (deploymentId: string) => Promise<ProbeAnswer>;
}

export function createPanelCatalog(parts: PanelCatalogParts): PanelCatalog {
  const { pipeline, catalog, store } = parts;
  const { clock, router, redact, prices } = pipeline;
  const facts = new FactsBook(prices, clock);
  const probes = new ProbeBook(store);
  const figures = new FiguresCache((sinceMs) => store.figures(sinceMs), clock);
  const probing: ProbeParts = {
    ...parts,
    probes,
    modeOf: (deployment) => facts.of(deployment).mode,
    noteHealth: (id, isHealthy, reason) => router.noteHealth(id, isHealthy, reason),
  };
  const discovery: DiscoveryParts = { ...pipeline, catalog, variables: parts.variables };
  return {
    rows: () => catalogRows({ catalog, facts, figures, probes, router, clock, redact }),
    sources: () => modelSources(discovery),
    discover: (question) => discoverModels(question, discovery),
    test: async (id) => testDeployment(deploymentOf(catalog(), id), probing),
    probe: async (id) => probeDeployment(deploymentOf(catalog(), id), probing),
  };
}

function deploymentOf({ byId }: Catalog, id: string): Deployment {
  const deployment = byId.get(id);
  if (deployment !== undefined) return deployment;
  throw new GatewayError("route_not_found", {
    message: "The running config has no such deployment.",
    hint: "It may have been changed or left out since the catalog was read.",
  });
}
