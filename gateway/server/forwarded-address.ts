/**
 * Whose request it is: the socket's peer, or whom a trusted proxy names in `X-Forwarded-For`.
 *
 * Law: an address is believed only when a trusted proxy wrote it. The header is read from its end, where the nearest proxy
 * adds; the first address that is no trusted proxy is the client, whatever stands before it.
 */
import { addressOf, type AddressRanges } from "../base/addresses.ts";

/** More proxies than anyone has in a row; what stands before them is not read. */
const maxHops = 20;

/**
 * @param peer  `socket.remoteAddress`
 * @param forwarded  the header; several are one list
 * @returns the client's address as `addressOf` gives it; "" when the socket is gone
 */
export function forwardedAddress(
  peer: string | undefined,
  forwarded: string | string[] | undefined,
  trusted: AddressRanges,
): string {
  let client = addressOf(peer ?? "") ?? "";
  if (forwarded === undefined || !trusted.has(client)) return client;
  const hops = (Array.isArray(forwarded) ? forwarded.join(",") : forwarded).split(",").slice(-maxHops);
  for (const hop of hops.reverse()) {
    const address = addressOf(withoutPort(hop.trim()));
    // What is no address was written by nobody we trust: the last one we know is the client.
    if (address === null) return client;
    client = address;
    if (!trusted.has(client)) return client;
  }
  return client;
}

/** Some proxies add the port: `1.2.3.4:5678`, `[2001:db8::1]:5678`. */
function withoutPort(hop: string): string {
  const match = /^(?:\[([0-9a-f:.]+)\]|(\d{1,3}(?:\.\d{1,3}){3}))(?::\d{1,5})?$/i.exec(hop);
  return match?.[1] ?? match?.[2] ?? hop;
}
