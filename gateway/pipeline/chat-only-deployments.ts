/**
 * Deployments whose own server turned out to have no `/responses`: their Responses clients are answered over chat.
 *
 * Many servers that speak OpenAI's chat know no other API, and the file cannot say so. What is learnt holds for the
 * deployment as it was compiled: a changed config brings new ones, which are asked anew.
 */
import type { Deployment } from "../contract/deployment.ts";
import { GatewayError } from "../contract/errors.ts";
import type { Operation } from "../contract/operations.ts";

/** Words of a 404 that is about a thing in the request, not about the path. */
const namesAThing = /\b(model|deployment|engine)s?\b|\bwith id\b|\b(resp|rs|msg|conv|file|pmpt|vs)_?-?[0-9a-f]{6,}/i;

export class ChatOnlyDeployments {
  readonly #known = new WeakSet<Deployment>();

  has({ operation, deployment }: { readonly operation: Operation; readonly deployment: Deployment }): boolean {
    return operation === "responses" && this.#known.has(deployment);
  }

  /** @returns true when the failure taught something: the same deployment is worth asking over chat completions */
  learns(
    failure: unknown,
    { operation, deployment }: { readonly operation: Operation; readonly deployment: Deployment },
  ): boolean {
    if (operation !== "responses" || deployment.mode === "responses" || this.#known.has(deployment)) return false;
    if (deployment.apiBase === deployment.providerRow.baseUrl || !lacksPath(failure)) return false;
    this.#known.add(deployment);
    return true;
  }
}

function lacksPath(failure: unknown): boolean {
  if (!(failure instanceof GatewayError) || !failure.code.startsWith("upstream_")) return false;
  return failure.status === 405 || (failure.status === 404 && !namesAThing.test(failure.message));
}
