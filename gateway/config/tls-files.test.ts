/** Files that OpenSSL made (server/__fixtures__/tls), as an operator would hand them over. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { TlsSettings } from "../contract/connections.ts";
import { readTls } from "./tls-files.ts";

const pems = join(import.meta.dirname, "..", "server", "__fixtures__", "tls");
const folder = mkdtempSync(join(tmpdir(), "portico-tls-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const now = Date.parse("2026-11-25T00:00:00Z");
const sound: TlsSettings = {
  certFile: "test-server.pem",
  keyFile: "test-server-key.pem",
  clientCaFile: "test-ca.pem",
  clientCertificate: "required",
};
const read = (more: Partial<TlsSettings>, nowMs = now): ReturnType<typeof readTls> =>
  readTls({ ...sound, ...more }, pems, nowMs);

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe("the TLS files", () => {
  it("are read with the CA of the clients, and nothing is said of years to come", () => {
    const { material, warnings } = read({});
    expect(material.cert).toContain("BEGIN CERTIFICATE");
    expect(material.clientCa).toContain("BEGIN CERTIFICATE");
    expect(warnings).toEqual([]);
  });

  it("may hold the chain behind the gateway's own certificate", () => {
    const chain = ["test-server.pem", "test-ca.pem"].map((name) => readFileSync(join(pems, name), "utf8")).join("");
    expect(read({ certFile: written("chain.pem", chain) }).material.cert).toBe(chain);
  });

  it.each<[string, Partial<TlsSettings>, RegExp]>([
    ["that are missing", { certFile: "nowhere.pem" }, /TLS certificate .*nowhere\.pem cannot be read \(ENOENT\)/],
    ["of another key", { keyFile: "test-server-next-key.pem" }, /does not belong to the certificate/],
    [
      "that are over",
      { certFile: "test-server-expired.pem", keyFile: "test-server-expired-key.pem" },
      /ended on 2024-02-01/,
    ],
    ["that hold a key instead", { certFile: "test-server-key.pem" }, /holds no certificate/],
    ["that hold a certificate instead of a key", { keyFile: "test-server.pem" }, /is no private key/],
    ["whose CA is missing", { clientCaFile: "nowhere.pem" }, /TLS client CA .* cannot be read/],
    ["that are a folder", { keyFile: "." }, /TLS key .* cannot be read \(EISDIR\)/],
  ])("%s are refused in words that say which", (_what, more, words) => {
    expect(() => read(more)).toThrow(words);
  });

  it("of the clients' CAs may keep one that ended beside one in force, and say so", () => {
    const [old, present] = ["test-server-expired.pem", "test-ca.pem"].map((name) =>
      readFileSync(join(pems, name), "utf8"),
    );
    const bundle = written("bundle.pem", `${old}${present}`);
    expect(read({ clientCaFile: bundle }).warnings).toEqual([
      expect.stringMatching(/TLS client CA .* ended on 2024-02-01/),
    ]);
    expect(() => read({ clientCaFile: written("old.pem", old ?? "") })).toThrow(/TLS client CA .* ended/);
  });

  it("that are damaged or locked are refused without a word of their content", () => {
    const damaged = written("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    expect(() => read({ certFile: damaged })).toThrow(/is damaged/);
    const locked = written(
      "locked.pem",
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIsecret\n-----END ENCRYPTED PRIVATE KEY-----\n",
    );
    expect(() => read({ keyFile: locked })).toThrow(/locked with a passphrase/);
    expect(() => read({ keyFile: locked })).not.toThrow(/MIIsecret/);
  });

  it("whose end is near are named with the day, and refused from that moment on", () => {
    const end = Date.parse("2125-01-01T00:00:00Z");
    expect(read({ clientCaFile: null }, end - 5 * 86_400_000).warnings).toEqual([
      expect.stringMatching(/TLS certificate .*CN=localhost.* ends on 2125-01-01, in 5 days\./),
    ]);
    expect(() => read({ clientCaFile: null }, end)).toThrow(/ended on 2125-01-01/);
    expect(() => read({ clientCaFile: null }, Date.parse("2024-12-31T00:00:00Z"))).toThrow(/begins on 2025-01-01/);
  });
});
