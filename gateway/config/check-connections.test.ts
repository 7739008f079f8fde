import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfig, type LoadResult } from "./load.ts";

const folder = mkdtempSync(join(tmpdir(), "portico-connections-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(portico: string, general = ""): LoadResult {
  const file = join(folder, "config.yaml");
  writeFileSync(
    file,
    `model_list: [{model_name: m, litellm_params: {model: openai/m, api_key: k}}]\n` +
      `general_settings: {master_key: sk-0123456789abcdef01234567${general}}\nportico:\n${portico}\n`,
  );
  return loadConfig({ file, env: { APP_KEY: "sk-app-key-in-a-variable" }, cwd: folder });
}

/** Of a severity above information. */
function said(portico: string, general = ""): string[] {
  const { findings } = load(portico, general);
  return findings.filter(({ severity }) => severity !== "info").map(({ path, message }) => `${path}: ${message}`);
}

describe("the file's words about connections", () => {
  it("are compiled as they stand, and nothing is said of sound ones", () => {
    const sound = `  tls: {cert: c.pem, key: k.pem, client_ca: ca.pem, client_certificate: optional}
  client_certificates: [{name: app-a, key: os.environ/APP_KEY}, {name: "sha256:aa", key: app-b}]
  address_limits: {rpm: 60, max_parallel_requests: 5, exempt: [127.0.0.0/8, "::1"]}
  trusted_proxies: [10.0.0.5]`;
    expect(said(sound, ", allowed_ips: [10.0.0.0/8]")).toEqual([]);
    const catalog = load(sound, ", allowed_ips: [10.0.0.0/8]").catalog;
    expect(catalog?.settings.connections).toEqual({
      tls: { certFile: "c.pem", keyFile: "k.pem", clientCaFile: "ca.pem", clientCertificate: "optional" },
      clientCertificates: [
        { name: "app-a", key: "sk-app-key-in-a-variable" },
        { name: "sha256:aa", key: "app-b" },
      ],
      addressLimits: { rpm: 60, parallel: 5, exempt: ["127.0.0.0/8", "::1"] },
      trustedProxies: ["10.0.0.5"],
      allowedAddresses: ["10.0.0.0/8"],
    });
    expect(catalog?.secrets).toContain("sk-app-key-in-a-variable");
  });

  it.each([
    ["  tls: {cert: c.pem}", /^portico\.tls: .*no `key`.*does not start/],
    ["  tls: {cert: c.pem, key: k.pem, client_ca: os.environ/UNSET}", /client_ca: .*does not start/],
    ["  tls: {cert: c.pem, key: k.pem, client_certificate: optional}", /has no effect without `client_ca`/],
    ["  tls: {cert: c.pem, key: k.pem, client_ca: a, client_certificate: maybe}", /counts as `required`/],
    ["  tls: {crt: c.pem, cert: c.pem, key: k.pem}", /tls\.crt: .*not a key that anything reads/],
    ["  client_certificates: [{name: a}]", /client_certificates\[0\]: .*binds nothing/],
    ["  client_certificates: [{name: a, key: os.environ/UNSET}]", /client_certificates\[0\]: .*binds nothing/],
    ["  client_certificates: [{name: a, key: x}, {name: a, key: y}]", /client_certificates\[1\]: .*bound twice/],
    ["  trusted_proxies: [10.0.0.0/40]", /trusted_proxies\[0\]: .*no range/],
    ["  address_limits: {rpm: 1, exempt: [localhost]}", /exempt\[0\]: .*no range/],
    ["  address_limits: {rpm: -1}", /rpm: .*must not be negative/],
  ])("are found where they open or shut a door otherwise than meant: %s", (portico, words) => {
    expect(said(portico)).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
  });
});
