/** A deployment of claude-sonnet-4-5 as the config gives it, for tests. */
import { deploymentFor } from "../../../base/__fixtures__/deployment.ts";
import type { Deployment } from "../../../contract/deployment.ts";

export function sampleDeployment(changes: Partial<Deployment> = {}): Deployment {
  return deploymentFor("anthropic/claude-sonnet-4-5", { alias: "claude", apiKey: "sk-ant-1", ...changes });
}
