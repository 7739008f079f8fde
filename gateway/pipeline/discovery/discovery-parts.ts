/** What finding models elsewhere needs of the running gateway. */
import type { Clock } from "../../base/clock.ts";
import type { Catalog } from "../../contract/deployment.ts";
import type { PriceBook } from "../../pricing/price-book.ts";
import type { UpstreamClient } from "../../upstream/client.ts";

export interface DiscoveryParts {
  readonly upstream: UpstreamClient;
  readonly clock: Clock;
  readonly prices: PriceBook;
  readonly redact: (text: string) => string;
  readonly catalog: () => Catalog;
  /** The environment and the `.env` files as they are now. */
  readonly variables: () => Readonly<Record<string, string | undefined>>;
}
