/** Readings for the tests of this view: aliases by name, with entries numbered in the order they are given. */
import type { JsonValue } from "../../../../../gateway/contract/config-edit.ts";
import type { DraftAlias, DraftDeployment, DraftReading } from "../../../../../gateway/contract/config-files.ts";

export const mainFile = "/home/me/config.yaml";

export function deployment(
  index: number,
  litellmParams: Record<string, JsonValue> = {},
  file = mainFile,
): DraftDeployment {
  return {
    id: `id-${index}`,
    file,
    index,
    line: 10 + index * 3,
    endLine: 12 + index * 3,
    provider: "openai",
    model: `model-${index}`,
    apiBase: "https://api.openai.com/v1",
    litellmParams: { model: `openai/model-${index}`, ...litellmParams },
    modelInfo: {},
    problem: null,
  };
}

export function alias(name: string, parts: Partial<DraftAlias> = {}): DraftAlias {
  return {
    alias: name,
    deployments: [],
    aliasOf: null,
    fallbacks: [],
    contextWindowFallbacks: [],
    contentPolicyFallbacks: [],
    ...parts,
  };
}

export function reading(aliases: readonly DraftAlias[], parts: Partial<DraftReading> = {}): DraftReading {
  return {
    findings: [],
    isRunnable: true,
    aliases: [...aliases],
    defaultFallbacks: [],
    routingStrategy: "simple-shuffle",
    ...parts,
  };
}
