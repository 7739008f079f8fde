/**
 * From a credential to a principal. The master key is the only key so far; keys are compared as digests in constant time.
 *
 * Law: an unset master key never equals an empty credential. Without a master key every caller is the admin, and the
 * gateway then listens on loopback only.
 */
import { hash, timingSafeEqual } from "node:crypto";
import { GatewayError } from "../contract/errors.ts";
import { readCredential, type RequestHeaders } from "./credential.ts";

export interface Principal {
  readonly kind: "admin";
  /** First 12 hex digits of the key's SHA-256; null when no key is configured. */
  readonly keyDigest: string | null;
  readonly keyName: string | null;
}

const openDoor: Principal = { kind: "admin", keyDigest: null, keyName: null };

export class Authenticator {
  readonly #masterDigest: Buffer | null;
  readonly #admin: Principal;
  readonly #customHeader: string | null;

  /** @param masterKey  null = none configured; an empty text is refused by the config before it gets here */
  constructor(masterKey: string | null, customHeader: string | null) {
    this.#masterDigest = masterKey === null || masterKey === "" ? null : hash("sha256", masterKey, "buffer");
    this.#customHeader = customHeader;
    this.#admin =
      this.#masterDigest === null
        ? openDoor
        : { kind: "admin", keyDigest: this.#masterDigest.toString("hex", 0, 6), keyName: "master key" };
  }

  /** @throws GatewayError `no_api_key`, `malformed_api_key`, `conflicting_api_keys`, `invalid_api_key` */
  authenticate(headers: RequestHeaders): Principal {
    if (this.#masterDigest === null) return openDoor;
    const key = readCredential(headers, this.#customHeader);
    if (key === null) {
      throw new GatewayError("no_api_key", {
        message: "Authentication Error, No api key passed in.",
        hint: "Send `Authorization: Bearer <key>`; the master key is the value of LITELLM_MASTER_KEY.",
      });
    }
    if (!this.isMasterKey(key)) {
      throw new GatewayError("invalid_api_key", {
        message: "Authentication Error, Invalid proxy server token passed.",
        hint: "The key is not known to this gateway. Check it against `general_settings.master_key`.",
      });
    }
    return this.#admin;
  }

  /** Constant time; always false when no master key is set. */
  isMasterKey(key: string): boolean {
    return this.#masterDigest !== null && timingSafeEqual(hash("sha256", key, "buffer"), this.#masterDigest);
  }
}
