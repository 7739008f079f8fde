/**
 * `metadata.*`: every key that the client sent, each by itself, and what LiteLLM puts there of whoever asked.
 *
 * Law: what we know of the caller wins over what a client wrote under the same name.
 */
import type { AttributeDraft, AttributeValue } from "./attribute-values.ts";
import { usageText } from "./litellm-attributes.ts";
import { pythonText } from "./python-text.ts";
import { litellmMetadata as known, metadataName } from "./span-names.ts";
import type { SpanScene } from "./span-scene.ts";

const maxKeys = 128;
const maxKeyLength = 128;

export function metadataAttributes(scene: SpanScene): AttributeDraft {
  return { ...sentAttributes(scene), ...(scene.names.litellm ? callerAttributes(scene) : {}) };
}

function sentAttributes({ intent }: SpanScene): AttributeDraft {
  const draft: Record<string, AttributeValue> = {};
  for (const [key, value] of Object.entries(intent.metadata).slice(0, maxKeys)) {
    if (value === null || value === undefined) continue;
    const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    draft[metadataName(key.slice(0, maxKeyLength))] = isPlain ? value : JSON.stringify(value);
  }
  return draft;
}

function callerAttributes({ intent, outcome, key }: SpanScene): AttributeDraft {
  const named: Readonly<Record<string, string | null>> = {
    [known.keyHash]: key.hash,
    [known.keyAlias]: key.alias,
    [known.userId]: key.userId,
    [known.teamId]: key.teamId,
    [known.oldTeamId]: key.teamId,
    [known.organizationId]: key.organizationId,
    [known.endUser]: intent.endUser,
    [known.route]: intent.path,
    [known.address]: intent.clientAddress,
    [known.userAgent]: intent.userAgent,
    [known.sent]: pythonText(intent.metadata),
    [known.spendLogs]: spendLogsMetadata(intent.metadata["spend_logs_metadata"]),
    [known.usage]: usageText(outcome),
  };
  // null is kept: it takes away what a client wrote there.
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [metadataName(name), value]));
}

function spendLogsMetadata(value: unknown): string | null {
  return value === undefined || value === null ? null : pythonText(value);
}
