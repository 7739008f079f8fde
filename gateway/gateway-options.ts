/** What a gateway is made of, and what it is to whoever started it. */
import type { Logger } from "pino";
import type { Clock } from "./base/clock.ts";
import type { StartPause } from "./base/pause.ts";
import type { LoadOptions, LoadResult } from "./config/load.ts";
import type { TlsFlags } from "./contract/connections.ts";
import type { Catalog } from "./contract/deployment.ts";

export interface GatewayOptions {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly panelDirectory: string;
  readonly version: string;
  readonly load: LoadOptions;
  /** The first load's result; its catalog is not null. */
  readonly loaded: LoadResult & { readonly catalog: Catalog };
  /** The desktop shell's token for the panel API. */
  readonly desktopToken: string | null;
  /** Of the command line; they win over `portico.tls`. */
  readonly tls?: TlsFlags;
  readonly logger: Logger;
  /** Time and chance of the router, for tests that move them. */
  readonly routing?: RoutingSeams;
}

/** What the gateway shows to its clients, as PEM; it may change while it runs. */
export interface GatewayCertificate {
  readonly pem: string;
  onChange(listener: (pem: string) => void): void;
}

export interface RoutingSeams {
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly startPause?: StartPause;
}

export interface Gateway {
  readonly host: string;
  readonly port: number;
  /** null = plain HTTP. */
  readonly certificate: GatewayCertificate | null;
  /** One-time address of the panel. */
  readonly panelUrl: string;
  /** Stops taking requests, lets running ones end within the limit, then closes everything. */
  stop(drainMs: number): Promise<void>;
}
