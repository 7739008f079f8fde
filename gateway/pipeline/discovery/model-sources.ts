/**
 * The places whose models can be listed: known providers, local servers (asked just now whether they run), and the
 * addresses that the running config calls.
 */
import { hash } from "node:crypto";
import type { Deployment } from "../../contract/deployment.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { ModelSource } from "../../contract/model-catalog.ts";
import type { DiscoveryParts } from "./discovery-parts.ts";
import { knownSources, type KnownSource, type ListDialect } from "./known-sources.ts";
import { listModels } from "./list-models.ts";

/** A source with what only the gateway may know. */
export interface OpenSource {
  readonly shown: Omit<ModelSource, "isRunning">;
  readonly dialect: ListDialect;
  readonly isLocal: boolean;
  readonly listBase: string;
  /** The keys that may be sent there, by the variable that holds them. */
  readonly keys: ReadonlyMap<string, string>;
  /** Of an address of the config: the key its deployment sends there anyway. */
  readonly ownKey: string | null;
}

const probeMs = 300;

export async function modelSources(parts: DiscoveryParts): Promise<readonly ModelSource[]> {
  return Promise.all(
    openSources(parts).map(async (source) => ({
      ...source.shown,
      apiBase: parts.redact(source.shown.apiBase),
      isRunning: source.isLocal ? await isRunning(source, parts) : null,
    })),
  );
}

export function openSources({ catalog, variables }: DiscoveryParts): readonly OpenSource[] {
  const values = variables();
  const known = knownSources.map((source) => openKnown(source, values));
  const bases = new Set(known.flatMap(({ listBase, shown }) => [normal(listBase), normal(shown.apiBase)]));
  const own = new Map<string, Deployment>();
  for (const deployment of catalog().deployments) {
    const base = normal(deployment.apiBase);
    if (deployment.mockResponse !== null || base === "" || bases.has(base) || own.has(base)) continue;
    if (listable.has(deployment.providerRow.dialect ?? "")) own.set(base, deployment);
  }
  return [...known, ...[...own.values()].map(openConfigured)];
}

function openKnown(source: KnownSource, values: ReturnType<DiscoveryParts["variables"]>): OpenSource {
  const keys = new Map(
    source.keyVariables.flatMap((name): [string, string][] => {
      const value = values[name];
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
  const moved = source.baseVariables.map((name) => values[name]).find((base) => base !== undefined && isHttp(base));
  const apiBase = moved ?? source.apiBase;
  const [set] = keys.keys();
  return {
    shown: {
      id: source.id,
      provider: source.provider,
      title: source.title,
      apiBase,
      // A local server asks for a key only where someone set one up.
      keyVariable: set ?? (source.isLocal ? null : (source.keyVariables[0] ?? null)),
      hasKey: keys.size > 0,
    },
    dialect: source.dialect,
    isLocal: source.isLocal,
    listBase: moved ?? source.listBase ?? source.apiBase,
    keys,
    ownKey: null,
  };
}

/** Clouds are not listed by an address. */
const listable = new Set(["openai", "anthropic", "gemini", "ollama", "ollama_chat"]);
const dialectOf: Readonly<Record<string, ListDialect>> = {
  anthropic: "anthropic",
  gemini: "gemini",
  ollama: "ollama",
  ollama_chat: "ollama",
};

function openConfigured({ apiBase, apiKey, provider, providerRow, keyVariable }: Deployment): OpenSource {
  const id = `config:${hash("sha256", normal(apiBase)).slice(0, 16)}`;
  return {
    shown: { id, provider, title: new URL(apiBase).host, apiBase, keyVariable, hasKey: apiKey !== null },
    dialect: dialectOf[providerRow.dialect ?? ""] ?? "openai",
    isLocal: false,
    listBase: apiBase,
    keys: new Map(),
    ownKey: apiKey,
  };
}

/** Asked without a key: nobody chose to send one. */
async function isRunning({ dialect, listBase }: OpenSource, { upstream, redact }: DiscoveryParts): Promise<boolean> {
  const target = { base: listBase, key: null };
  const options = { client: upstream, redact, timeoutMs: probeMs };
  try {
    if ((await listModels(dialect, target, options)) !== null) return true;
    // An LM Studio of old has OpenAI's list alone.
    return dialect === "lm_studio" && (await listModels("openai", target, options)) !== null;
  } catch (failure) {
    return failure instanceof GatewayError && failure.code === "upstream_auth"; // it is there, and wants a key
  }
}

function normal(base: string): string {
  return base.replace(/\/+$/, "").toLowerCase();
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
