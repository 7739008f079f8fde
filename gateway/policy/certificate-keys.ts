/**
 * Which key a client's certificate stands for: `portico.client_certificates` of the running config.
 *
 * Law: a name is compared whole and as it is written, never as a pattern, and the first entry of the file that fits counts.
 */
import { hash } from "node:crypto";
import type { ClientCertificate, ClientCertificateRule } from "../contract/connections.ts";
import type { KeyRing } from "./key-ring.ts";
import type { VirtualKey } from "./virtual-keys.ts";

export interface BoundKey {
  /** The entry's name, as the file has it. */
  readonly name: string;
  /** SHA-256 of the entry's `key`, hex: equal to the master key's, or a token. */
  readonly digest: string;
  /** null = the master key's digest must be asked, or there is no such key. */
  readonly key: VirtualKey | null;
}

interface Entry {
  readonly name: string;
  readonly fits: (certificate: ClientCertificate) => boolean;
  readonly written: string;
  readonly digest: string;
}

/** Prefixes that say which of a certificate's names is meant. */
const kinds = /^(CN|DNS|URI|email|IP):/;

export class CertificateKeys {
  readonly #entries: readonly Entry[];
  readonly #keys: KeyRing;

  constructor(rules: readonly ClientCertificateRule[], keys: KeyRing) {
    this.#keys = keys;
    this.#entries = rules.map(({ name, key }) => ({
      name,
      fits: matcherOf(name),
      written: key,
      digest: hash("sha256", key, "hex"),
    }));
  }

  /** @returns null when the certificate is bound to nothing */
  find(certificate: ClientCertificate): BoundKey | null {
    const entry = this.#entries.find(({ fits }) => fits(certificate));
    if (entry === undefined) return null;
    return { name: entry.name, digest: entry.digest, key: this.#keyOf(entry) };
  }

  #keyOf({ written, digest }: Entry): VirtualKey | null {
    const byValue = this.#keys.find(digest) ?? this.#keys.find(written) ?? this.#keys.findByAlias(written);
    if (byValue !== null) return byValue;
    return /^[0-9a-f]{12}$/.test(written) ? this.#keys.findByDigest(written) : null;
  }
}

function matcherOf(name: string): Entry["fits"] {
  const fingerprint = /^sha256:([0-9a-f:]+)$/i.exec(name)?.[1]?.replaceAll(":", "").toLowerCase();
  if (fingerprint !== undefined) return (certificate) => certificate.fingerprint === fingerprint;
  if (kinds.test(name)) return ({ names }) => names.includes(name);
  return ({ names }) => names.some((full) => full.replace(kinds, "") === name);
}
