/** What the panel's status bar and overview show, gathered from the running parts. No secret is part of it. */
import type { AliasView, GatewayStatus, SoftBudget } from "../contract/catalog.ts";
import type { Catalog, Deployment } from "../contract/deployment.ts";
import type { Finding } from "../contract/findings.ts";

export interface StatusSources {
  readonly config: {
    readonly catalog: Catalog;
    readonly state: {
      readonly state: "ok" | "broken";
      readonly findings: readonly Finding[];
      readonly loadedAt: number;
    };
  };
  readonly traffic: { readonly inFlight: number; requestsPerSecond(): number };
  readonly store: { stats(): Promise<GatewayStatus["log"]> };
  readonly ledger: { readonly isWritable: boolean; readonly problem: string | null };
  readonly keys: { readonly count: () => number; readonly overSoftBudget: () => readonly SoftBudget[] };
  /** What a deployment can be asked for; handed in, because only the pipeline knows the providers. */
  readonly operationsOf: (deployment: Deployment) => readonly string[];
  readonly redact: (text: string) => string;
  readonly version: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

const shownKeyLength = 4;

export class StatusView {
  readonly #sources: StatusSources;
  #host = "127.0.0.1";
  #port = 0;
  #scheme: "http" | "https" = "http";

  constructor(sources: StatusSources) {
    this.#sources = sources;
  }

  listensOn(host: string, port: number, scheme: "http" | "https"): void {
    this.#scheme = scheme;
    this.#host = host;
    this.#port = port;
  }

  async read(): Promise<GatewayStatus> {
    const { config, traffic, store, ledger, keys, version, startedAt } = this.#sources;
    const { catalog, state } = config;
    return {
      version,
      startedAt,
      host: this.#host,
      port: this.#port,
      baseUrl: `${this.#scheme}://${this.#host === "0.0.0.0" ? "127.0.0.1" : this.#host}:${this.#port}/v1`,
      keyHint: keyHint(catalog.settings.masterKey),
      configFile: catalog.file,
      configVersion: catalog.version,
      configState: state.state,
      configLoadedAt: state.loadedAt,
      findings: [...state.findings],
      aliases: catalog.groups.size + catalog.wildcards.length + catalog.groupAliases.size,
      deployments: catalog.deployments.length,
      ollamaApi: catalog.settings.portico.ollamaApi,
      inFlight: traffic.inFlight,
      requestsPerSecond: traffic.requestsPerSecond(),
      log: await store.stats(),
      ledger: { isWritable: ledger.isWritable, problem: ledger.problem, keys: keys.count() },
      softBudgets: [...keys.overSoftBudget()],
    };
  }

  aliases(): AliasView[] {
    const { config, operationsOf, redact } = this.#sources;
    const { catalog } = config;
    const view = (deployment: Deployment): DeploymentView => viewOf(deployment, operationsOf(deployment), redact);
    const shown = [...catalog.groups.values(), ...catalog.wildcards].map(({ alias, deployments }) => ({
      alias,
      deployments: deployments.map(view),
      disabledReason: null,
      aliasOf: null,
    }));
    const pointing = [...catalog.groupAliases].map(([alias, { group }]) => ({
      alias,
      deployments: (catalog.groups.get(group)?.deployments ?? []).map(view),
      disabledReason: null,
      aliasOf: group,
    }));
    const disabled = [...catalog.disabledAliases].map(([alias, disabledReason]) => ({
      alias,
      deployments: [],
      disabledReason,
      aliasOf: null,
    }));
    return [...shown, ...pointing, ...disabled];
  }
}

/** The last four characters of a key long enough to spare them. */
function keyHint(key: string | null): string | null {
  if (key === null) return null;
  return key.length >= 3 * shownKeyLength ? key.slice(-shownKeyLength) : "";
}

type DeploymentView = AliasView["deployments"][number];

/** An address may hold a password, or a key in its query. */
function viewOf(
  deployment: Deployment,
  operations: readonly string[],
  redact: (text: string) => string,
): DeploymentView {
  const { id, provider, apiBase, line, weight, order, mode } = deployment;
  return {
    id,
    provider,
    apiBase: redact(apiBase),
    line,
    weight,
    order,
    mode,
    model: deployment.upstreamModel,
    isMock: deployment.mockResponse !== null,
    operations: [...operations],
  };
}
