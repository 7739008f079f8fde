/** How clients connect: TLS, certificates bound to keys, limits by address, trusted proxies. */
import type {
  AddressLimitSettings,
  ClientCertificateRule,
  ConnectionSettings,
  TlsSettings,
} from "../contract/connections.ts";
import { amountOf, mapOf, textOf, textsOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

export function compileConnections(portico: PlainMap, general: PlainMap): ConnectionSettings {
  const allowed = general["allowed_ips"];
  return Object.freeze({
    tls: tlsOf(mapOf(portico["tls"])),
    clientCertificates: rulesOf(portico["client_certificates"]),
    addressLimits: limitsOf(mapOf(portico["address_limits"])),
    trustedProxies: textsOf(portico["trusted_proxies"]),
    // An empty list lets nobody in at LiteLLM too; only a missing one is open.
    allowedAddresses: allowed === undefined || allowed === null ? null : textsOf(allowed),
  });
}

/** Half a section stays half: the start refuses it, because plain HTTP or an open door is not what it asks for. */
function tlsOf(tls: PlainMap): TlsSettings | null {
  if (Object.keys(tls).length === 0) return null;
  return {
    certFile: textOf(tls["cert"]) ?? "",
    keyFile: textOf(tls["key"]) ?? "",
    clientCaFile: "client_ca" in tls ? (textOf(tls["client_ca"]) ?? "") : null,
    clientCertificate: tls["client_certificate"] === "optional" ? "optional" : "required",
  };
}

/** An entry without a name or a key binds nothing. */
function rulesOf(list: unknown): ClientCertificateRule[] {
  const entries: unknown[] = Array.isArray(list) ? list : [];
  return entries.flatMap((entry) => {
    const [name, key] = [textOf(mapOf(entry)["name"]), textOf(mapOf(entry)["key"])];
    return name === null || key === null ? [] : [{ name, key }];
  });
}

function limitsOf(limits: PlainMap): AddressLimitSettings | null {
  const [rpm, parallel] = [amountOf(limits["rpm"]), amountOf(limits["max_parallel_requests"])];
  return rpm === null && parallel === null ? null : { rpm, parallel, exempt: textsOf(limits["exempt"]) };
}
