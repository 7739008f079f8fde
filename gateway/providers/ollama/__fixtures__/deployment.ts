/** A deployment as the config compiles it for `ollama_chat/tiny`, with what a test changes. */
import { deploymentFor } from "../../../base/__fixtures__/deployment.ts";
import type { Deployment } from "../../../contract/deployment.ts";

export function deploymentOf(prefix: "ollama" | "ollama_chat", changes: Partial<Deployment> = {}): Deployment {
  return deploymentFor(`${prefix}/tiny`, { alias: "oll", apiBase: "http://127.0.0.1:11434", apiKey: null, ...changes });
}
