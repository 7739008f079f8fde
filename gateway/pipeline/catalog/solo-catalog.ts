/**
 * A snapshot in which one deployment is all there is: no other takes over, nothing is retried, no tag or check leaves it
 * out. What goes through the pipeline with it reaches this deployment or fails by it.
 */
import type { Catalog, Deployment } from "../../contract/deployment.ts";
import { GatewayError } from "../../contract/errors.ts";

export function soloCatalog(catalog: Catalog, deployment: Deployment): Catalog {
  const { alias, id } = deployment;
  const group = { alias, deployments: [deployment] };
  return {
    ...catalog,
    groups: new Map([[alias, group]]),
    wildcards: [],
    groupAliases: new Map(),
    byId: new Map([[id, deployment]]),
    byLitellmModel: new Map(),
    deployments: [deployment],
    disabledAliases: new Map(),
    settings: soloSettings(catalog.settings),
  };
}

function soloSettings(settings: Catalog["settings"]): Catalog["settings"] {
  return {
    ...settings,
    completionModel: null,
    embeddingModel: null,
    moderationModel: null,
    numRetries: 0,
    portico: { ...settings.portico, continueStreams: [] },
    routing: {
      ...settings.routing,
      strategy: "simple-shuffle",
      retryPolicy: null,
      groupRetryPolicies: new Map(),
      fallbacks: new Map(),
      contextWindowFallbacks: null,
      contentPolicyFallbacks: null,
      enablePreCallChecks: false,
      enableTagFiltering: false,
      enableHealthCheckRouting: false,
      defaultMaxParallelRequests: null,
    },
  };
}

/**
 * A wildcard names no model, so the one to try must be written: `model_info.health_check_model`.
 *
 * @throws GatewayError `invalid_request`
 */
export function concrete(deployment: Deployment): Deployment {
  if (!deployment.upstreamModel.includes("*")) return deployment;
  const named = deployment.modelInfo["health_check_model"];
  if (typeof named !== "string") {
    throw new GatewayError("invalid_request", {
      message: `"${deployment.alias}" is a wildcard: it names no model that could be called.`,
      hint: "Set model_info.health_check_model to one of its models.",
    });
  }
  const prefix = `${deployment.provider}/`;
  return { ...deployment, upstreamModel: named.startsWith(prefix) ? named.slice(prefix.length) : named };
}
