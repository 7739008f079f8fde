/** A reading fit to be shown: every secret of its parameters under its mask, as the masked text has it. */
import type { JsonValue } from "../../contract/config-edit.ts";
import type { DraftReading } from "../../contract/config-files.ts";
import type { SecretMasks } from "../masks/secret-masks.ts";
import { isSecretKey } from "../secret-keys.ts";

export function maskReading(reading: DraftReading, masks: SecretMasks): DraftReading {
  return {
    ...reading,
    aliases: reading.aliases.map((alias) => ({
      ...alias,
      deployments: alias.deployments.map((deployment) => ({
        ...deployment,
        model: masks.maskValue(deployment.model, false),
        apiBase: masks.maskValue(deployment.apiBase, false),
        problem: deployment.problem === null ? null : masks.maskValue(deployment.problem, false),
        litellmParams: maskMap(deployment.litellmParams, masks),
        modelInfo: maskMap(deployment.modelInfo, masks),
      })),
    })),
  };
}

type JsonMap = Record<string, JsonValue>;

function maskMap(map: JsonMap, masks: SecretMasks): JsonMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, masked(value, isSecretKey(key), masks)]));
}

function masked(value: JsonValue, isSecret: boolean, masks: SecretMasks): JsonValue {
  if (typeof value === "string") {
    return masks.maskValue(value, isSecret && !value.startsWith("os.environ/"));
  }
  if (typeof value === "number") return isSecret ? masks.maskValue(String(value), true) : value;
  if (Array.isArray(value)) return value.map((item) => masked(item, isSecret, masks));
  return typeof value === "object" && value !== null ? maskMap(value, masks) : value;
}
