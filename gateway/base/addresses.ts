/**
 * IP addresses as texts: one spelling for each, ranges in CIDR form, and the group that one client can be told by.
 *
 * An IPv4 address inside IPv6 (`::ffff:1.2.3.4`) is the IPv4 address: a dual-stack socket reports it so.
 */
import { BlockList, isIP } from "node:net";

const mapped = /^::ffff:(?:0{1,4}:)?(\d{1,3}(?:\.\d{1,3}){3})$/i;

/** @returns the address without its zone, port-free; null when the text is no address */
export function addressOf(text: string): string | null {
  const bare = text.trim().replace(/%[\w.-]*$/, "");
  const inner = mapped.exec(bare)?.[1];
  const address = inner ?? bare;
  return isIP(address) === 0 ? null : address.toLowerCase();
}

/** An address, or one with a prefix length: `10.0.0.0/8`, `fd00::/8`, `127.0.0.1`. */
export function isAddressRange(text: string): boolean {
  return rangeOf(text) !== null;
}

/** Texts that are no range are passed over: the config check has named them. */
export class AddressRanges {
  readonly #list = new BlockList();

  constructor(ranges: readonly string[]) {
    for (const text of ranges) {
      const range = rangeOf(text);
      if (range !== null) this.#list.addSubnet(range.address, range.prefix, range.family);
    }
  }

  /** @param address  as `addressOf` gives it; anything else is in no range */
  has(address: string): boolean {
    const version = isIP(address);
    return version !== 0 && this.#list.check(address, version === 4 ? "ipv4" : "ipv6");
  }
}

interface Range {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

function rangeOf(text: string): Range | null {
  const [written = "", length, ...rest] = text.trim().split("/");
  const address = addressOf(written);
  if (address === null || rest.length > 0) return null;
  const family = isIP(address) === 4 ? "ipv4" : "ipv6";
  const longest = family === "ipv4" ? 32 : 128;
  if (length === undefined) return { address, prefix: longest, family };
  const prefix = Number(length);
  return /^\d{1,3}$/.test(length) && prefix <= longest ? { address, prefix, family } : null;
}

/**
 * Whom a limit counts together: an IPv4 address alone, an IPv6 address with its /64, of which one customer has 2^64.
 *
 * @param address  as `addressOf` gives it
 * @source RFC 6177: an end site gets at least one /64
 */
export function clientGroup(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.replace(/:\d{1,3}(\.\d{1,3}){3}$/, ":0:0").split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
