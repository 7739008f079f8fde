/**
 * From a credential to a principal: the master key is the admin, a virtual key is itself.
 *
 * Law: an unset master key never equals an empty credential. Without a master key every caller is the admin, and the
 * gateway then listens on loopback only. Keys are compared as digests, the master key's in constant time.
 */
import { hash, timingSafeEqual } from "node:crypto";
import { GatewayError } from "../contract/errors.ts";
import { readCredential, type RequestHeaders } from "./credential.ts";
import { KeyRing } from "./key-ring.ts";
import { assertInForce, type VirtualKey } from "./virtual-keys.ts";

export interface Principal {
  readonly kind: "admin" | "key";
  /** First 12 hex digits of the key's SHA-256; null when no key is configured. */
  readonly keyDigest: string | null;
  readonly keyName: string | null;
  /** null = the admin. */
  readonly key: VirtualKey | null;
}

const openDoor: Principal = { kind: "admin", keyDigest: null, keyName: null, key: null };

export class Authenticator {
  readonly #masterDigest: Buffer | null;
  readonly #admin: Principal;
  readonly #customHeader: string | null;
  readonly #keys: KeyRing;

  /** @param masterKey  null = none configured; an empty text is refused by the config before it gets here */
  constructor(masterKey: string | null, customHeader: string | null, keys: KeyRing = new KeyRing()) {
    this.#masterDigest = masterKey === null || masterKey === "" ? null : hash("sha256", masterKey, "buffer");
    this.#customHeader = customHeader;
    this.#keys = keys;
    this.#admin =
      this.#masterDigest === null
        ? openDoor
        : { kind: "admin", keyDigest: this.#masterDigest.toString("hex", 0, 6), keyName: "master key", key: null };
  }

  /**
   * @param nowMs  epoch milliseconds
   * @throws GatewayError `no_api_key`, `malformed_api_key`, `conflicting_api_keys`, `invalid_api_key`, `key_blocked`,
   *   `expired_key`
   */
  authenticate(headers: RequestHeaders, nowMs: number): Principal {
    if (this.#masterDigest === null) return openDoor;
    const credential = readCredential(headers, this.#customHeader);
    if (credential === null) {
      throw new GatewayError("no_api_key", {
        message: "Authentication Error, No api key passed in.",
        hint: "Send `Authorization: Bearer <key>`; the master key is the value of LITELLM_MASTER_KEY.",
      });
    }
    const digest = hash("sha256", credential, "buffer");
    if (timingSafeEqual(digest, this.#masterDigest)) return this.#admin;
    const key = this.#keys.find(digest.toString("hex"));
    if (key === null) {
      throw new GatewayError("invalid_api_key", {
        message: "Authentication Error, Invalid proxy server token passed.",
        hint: "The key is not known to this gateway: it is neither its master key nor one that `/key/generate` made.",
      });
    }
    assertInForce(key, nowMs);
    return { kind: "key", keyDigest: key.digest, keyName: key.label, key };
  }

  /** Constant time; always false when no master key is set. */
  isMasterKey(key: string): boolean {
    return this.#masterDigest !== null && timingSafeEqual(hash("sha256", key, "buffer"), this.#masterDigest);
  }
}
