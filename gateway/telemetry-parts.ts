/** Telemetry, put together: what is told of requests, whom it may ask about them, and what the panel reads of it. */
import type { Logger } from "pino";
import type { Clock } from "./base/clock.ts";
import type { DisposableStore } from "./base/disposable.ts";
import type { LiveConfig } from "./config/live-config.ts";
import type { RequestObserver } from "./contract/telemetry.ts";
import type { RecorderParts } from "./pipeline/record.ts";
import { readConversation } from "./pipeline/read-conversation.ts";
import { tokenOf, type KeyRing } from "./policy/key-ring.ts";
import type { KeyFacts } from "./telemetry/spans/span-scene.ts";
import { Tracing } from "./telemetry/tracing.ts";

export interface TelemetryAround {
  readonly clock: Clock;
  readonly config: LiveConfig;
  readonly keys: KeyRing;
  readonly redact: (text: string) => string;
  readonly logger: Logger;
  readonly version: string;
}

/** Opened with the first config, changed with every other that loads; closed with `resources`. */
export async function openTracing(around: TelemetryAround, resources: DisposableStore): Promise<Tracing> {
  const { clock, config, keys, redact, logger, version } = around;
  const source = config.catalog.settings.telemetry;
  const tracing = resources.add(
    new Tracing(
      {
        clock,
        redact,
        version,
        keyOf: (digest) => keyFacts(digest, keys, config.catalog.settings.masterKey),
        conversationOf: readConversation,
        say: (level, text) => logger[level](`otel: ${text}`),
      },
      source,
    ),
  );
  await tracing.apply(source);
  config.onChange((_state, { settings }) => void tracing.apply(settings.telemetry));
  return tracing;
}

/** Who hears of a request: those that count it, and its trace. */
export function heardBy(
  tracing: Tracing,
  observers: readonly RequestObserver[],
): Pick<RecorderParts, "observers" | "tracer"> {
  return { observers: [...observers, tracing], tracer: tracing };
}

/** LiteLLM's word for its master key. */
const masterKeyHash = "litellm_proxy_master_key";
const nobody: KeyFacts = { hash: null, alias: null, userId: null, teamId: null, organizationId: null };

/** A key that was deleted while its request ran is nobody's any more. */
function keyFacts(digest: string | null, keys: KeyRing, masterKey: string | null): KeyFacts {
  if (digest === null) return nobody;
  const key = keys.hasDigest(digest) ? keys.findByDigest(digest) : null;
  if (key === null)
    return masterKey !== null && tokenOf(masterKey).startsWith(digest) ? { ...nobody, hash: masterKeyHash } : nobody;
  const { token, settings } = key.row;
  return {
    hash: token,
    alias: settings.key_alias,
    userId: settings.user_id,
    teamId: settings.team_id,
    organizationId: settings.organization_id,
  };
}
