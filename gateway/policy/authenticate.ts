/**
 * From a credential to a principal: the master key is the admin, a virtual key is itself, a certificate that is bound to a
 * key is that key.
 *
 * Law: an unset master key never equals an empty credential. Without a master key every caller is the admin, and the
 * gateway then listens on loopback only. Keys are compared as digests, the master key's in constant time.
 */
import { hash, timingSafeEqual } from "node:crypto";
import type { ClientCertificate } from "../contract/connections.ts";
import { GatewayError } from "../contract/errors.ts";
import type { BoundKey, CertificateKeys } from "./certificate-keys.ts";
import { readCredential, type RequestHeaders } from "./credential.ts";
import { KeyRing } from "./key-ring.ts";
import { assertInForce, type VirtualKey } from "./virtual-keys.ts";

export interface Principal {
  readonly kind: "admin" | "key";
  /** First 12 hex digits of the key's SHA-256; null when no key is configured. */
  readonly keyDigest: string | null;
  readonly keyName: string | null;
  /** The name in the client's certificate that stands for the key; none = a key was sent. */
  readonly certificateName?: string;
  /** null = the admin. */
  readonly key: VirtualKey | null;
}

/** What a client sends that must send some key, where its certificate is the key. */
export const certificateWord = "certificate";

const openDoor: Principal = { kind: "admin", keyDigest: null, keyName: null, key: null };

export class Authenticator {
  readonly #masterDigest: Buffer | null;
  readonly #admin: Principal;
  readonly #customHeader: string | null;
  readonly #keys: KeyRing;
  readonly #certificates: CertificateKeys | null;

  /** @param masterKey  null = none configured; an empty text is refused by the config before it gets here */
  constructor(
    masterKey: string | null,
    customHeader: string | null,
    keys: KeyRing = new KeyRing(),
    certificates: CertificateKeys | null = null,
  ) {
    this.#masterDigest = masterKey === null || masterKey === "" ? null : hash("sha256", masterKey, "buffer");
    this.#customHeader = customHeader;
    this.#keys = keys;
    this.#certificates = certificates;
    this.#admin =
      this.#masterDigest === null
        ? openDoor
        : { kind: "admin", keyDigest: this.#masterDigest.toString("hex", 0, 6), keyName: "master key", key: null };
  }

  /**
   * @param nowMs  epoch milliseconds
   * @param certificate  the client's, verified; null = it has none
   * @throws GatewayError `no_api_key`, `malformed_api_key`, `conflicting_api_keys`, `invalid_api_key`, `key_blocked`,
   *   `expired_key`, `client_certificate_refused`, `client_certificate_key_mismatch`
   */
  authenticate(headers: RequestHeaders, nowMs: number, certificate: ClientCertificate | null = null): Principal {
    const bound = certificate === null ? null : (this.#certificates?.find(certificate) ?? null);
    if (bound !== null) return this.#asBound(bound, headers, nowMs);
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

  /** A key beside the certificate must be its own: whoever took one of the two gets no further with it. */
  #asBound({ name, digest, key }: BoundKey, headers: RequestHeaders, nowMs: number): Principal {
    const isMaster = this.#masterDigest !== null && timingSafeEqual(Buffer.from(digest, "hex"), this.#masterDigest);
    if (!isMaster && key === null) {
      throw new GatewayError("client_certificate_refused", {
        message: `The client certificate's name ${JSON.stringify(name)} is bound to a key, but there is no such key.`,
        hint: "Make the key, or change its entry in `portico.client_certificates`.",
      });
    }
    const sent = readCredential(headers, this.#customHeader);
    const token = isMaster ? digest : key?.token;
    if (sent !== null && sent !== certificateWord && hash("sha256", sent, "hex") !== token) {
      throw new GatewayError("client_certificate_key_mismatch", {
        message: `The client certificate's name ${JSON.stringify(name)} is bound to another key than the one sent.`,
        hint: `Send no key, the word "${certificateWord}" as the key, or the key that the certificate is bound to.`,
      });
    }
    if (isMaster || key === null) return { ...this.#admin, certificateName: name };
    assertInForce(key, nowMs);
    return { kind: "key", keyDigest: key.digest, keyName: key.label, key, certificateName: name };
  }

  /** Constant time; always false when no master key is set. */
  isMasterKey(key: string): boolean {
    return this.#masterDigest !== null && timingSafeEqual(hash("sha256", key, "buffer"), this.#masterDigest);
  }
}
