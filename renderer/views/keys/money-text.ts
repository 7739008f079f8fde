/** Dollars of the gateway as the panel writes money, e.g. `$0.0000025`. */
import { formatUsd } from "../../ui/format.ts";
import { nanos } from "./key-states.ts";

export function dollars(usd: string): string {
  return formatUsd(String(nanos(usd)));
}
