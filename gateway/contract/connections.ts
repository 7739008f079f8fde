/**
 * How clients connect, as the file says it: TLS, certificates that stand for keys, limits by address, trusted proxies.
 */

/** `portico.tls`; paths as written, relative ones belong beside the config; "" = written, but without a value. */
export interface TlsSettings {
  /** PEM: the gateway's certificate first, then those that lead to its CA. */
  readonly certFile: string;
  readonly keyFile: string;
  /** PEM: who may sign clients' certificates; null = no client is asked for one. */
  readonly clientCaFile: string | null;
  /** `required`: no connection without a valid one. `optional`: a key alone is enough, an invalid one never is. */
  readonly clientCertificate: "required" | "optional";
}

/** Of the command line; whole paths. */
export interface TlsFlags {
  readonly cert?: string;
  readonly key?: string;
  readonly clientCa?: string;
}

/** One entry of `portico.client_certificates`: whose certificate bears the name acts as the key. */
export interface ClientCertificateRule {
  /** A common name or SAN, plain or as `CN:`, `DNS:`, `URI:`, `email:`, `IP:`; or `sha256:` and the fingerprint. */
  readonly name: string;
  /** A key, its alias, its digest or its SHA-256. */
  readonly key: string;
}

/** `portico.address_limits`: of each client address, IPv6 by /64. */
export interface AddressLimitSettings {
  readonly rpm: number | null;
  readonly parallel: number | null;
  /** Addresses and CIDR ranges without a limit. */
  readonly exempt: readonly string[];
}

export interface ConnectionSettings {
  readonly tls: TlsSettings | null;
  readonly clientCertificates: readonly ClientCertificateRule[];
  readonly addressLimits: AddressLimitSettings | null;
  /** Addresses and CIDR ranges whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** `general_settings.allowed_ips`; null = every address may call. */
  readonly allowedAddresses: readonly string[] | null;
}

/** What a verified client certificate says of its bearer. */
export interface ClientCertificate {
  /** Its common names and SANs as `CN:app`, `DNS:app.internal`, ...; common names first. */
  readonly names: readonly string[];
  /** SHA-256 of the certificate, 64 hex digits, lower case. */
  readonly fingerprint: string;
}

/** The texts of the TLS files, checked: they belong together and are in force. */
export interface TlsMaterial {
  readonly cert: string;
  readonly key: string;
  readonly clientCa: string | null;
  readonly clientCertificate: TlsSettings["clientCertificate"];
}
