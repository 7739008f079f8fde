/** A deployment of `<provider>/tiny`, for tests of pure functions. */
import { deploymentFor } from "../../../base/__fixtures__/deployment.ts";
import type { Deployment } from "../../../contract/deployment.ts";

export function testDeployment(provider: string, changes: Partial<Deployment> = {}): Deployment {
  return deploymentFor(`${provider}/tiny`, { apiBase: "http://127.0.0.1:9902/v1", apiKey: "sk-up-1", ...changes });
}
