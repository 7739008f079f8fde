/** A deployment as far as prices depend on it, and the bundled price map. */
import { fileURLToPath } from "node:url";
import { deploymentFor } from "../../base/__fixtures__/deployment.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { PriceBook } from "../price-book.ts";
import { PriceMap } from "../price-map.ts";

export const bundledMapFile = fileURLToPath(new URL("../../../resources/price-map.json", import.meta.url));

export function bundledBook(): PriceBook {
  return new PriceBook(new PriceMap(bundledMapFile));
}

interface Written {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly modelInfo?: Readonly<Record<string, unknown>>;
}

/** @param model  with its provider's prefix, as in `litellm_params.model` */
export function pricedDeployment(model: string, { params = {}, modelInfo = {} }: Written = {}): Deployment {
  return deploymentFor(model, { id: "dep-1", apiKey: null, modelInfo, shownParams: { model, ...params } });
}
