/** A deployment of a cloud's model, with what a test wants to differ. */
import { deploymentFor } from "../../../base/__fixtures__/deployment.ts";
import type { Deployment } from "../../../contract/deployment.ts";

export function cloudDeployment(model: string, over: Partial<Deployment> = {}): Deployment {
  return deploymentFor(model, { alias: "m", apiBase: "https://upstream.example", ...over });
}
