/**
 * What TLS a gateway is to speak, by its flags and its file.
 *
 * Law: whoever asks for TLS by half gets none of a plain gateway: a missing key, or a client CA that is not set, is a problem.
 */
import type { TlsFlags, TlsSettings } from "../contract/connections.ts";
import { TlsProblem } from "./tls-files.ts";

/**
 * @param flags  each wins over the file
 * @returns null when nobody asks for TLS
 * @throws TlsProblem
 */
export function tlsSettingsOf(flags: TlsFlags, file: TlsSettings | null): TlsSettings | null {
  const { cert, key, clientCa } = flags;
  if (file === null && cert === undefined && key === undefined && clientCa === undefined) return null;
  const written = file ?? { certFile: "", keyFile: "", clientCaFile: null, clientCertificate: "required" };
  const settings = {
    certFile: cert ?? written.certFile,
    keyFile: key ?? written.keyFile,
    clientCaFile: clientCa ?? written.clientCaFile,
    clientCertificate: written.clientCertificate,
  };
  refuseHalf(settings);
  return settings;
}

function refuseHalf({ certFile, keyFile, clientCaFile }: TlsSettings): void {
  if (certFile === "" || keyFile === "") {
    throw new TlsProblem(
      "TLS needs both a certificate and its key: --tls-cert FILE --tls-key FILE, or `portico.tls`.\n",
    );
  }
  if (clientCaFile === "") {
    throw new TlsProblem(
      "`portico.tls.client_ca` is empty (a variable may not be set); without it anybody could connect.\n",
    );
  }
}
