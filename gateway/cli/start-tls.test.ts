/** What a start says when it cannot serve with the certificates it was given, and whose word counts. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseCommand, type ServeCommand } from "./parse-command.ts";
import { start, StartError } from "./start.ts";

const pems = join(import.meta.dirname, "..", "server", "__fixtures__", "tls");
const pem = (name: string): string => join(pems, `${name}.pem`);
const folder = mkdtempSync(join(tmpdir(), "portico-start-tls-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function serve(portico: string, ...flags: string[]): ServeCommand {
  const config = join(folder, "config.yaml");
  writeFileSync(config, `general_settings: {master_key: sk-0123456789abcdef01234567}\n${portico}\n`);
  const command = parseCommand(["--config", config, "--data", join(folder, "data"), "--port", "0", ...flags]);
  if (command.kind !== "serve") throw new Error("these flags serve nothing");
  return command;
}

async function wordsOf(command: ServeCommand): Promise<string> {
  const failure: unknown = await start(command, { secrets: {}, desktopToken: null }).catch((error: unknown) => error);
  if (failure instanceof StartError) return failure.message;
  throw new Error(`it started, or failed otherwise: ${String(failure)}`);
}

describe("a start with TLS", () => {
  it.each<[string, string, string[], RegExp]>([
    [
      "a key of another certificate",
      "",
      ["--tls-cert", pem("test-server"), "--tls-key", pem("test-server-next-key")],
      /does not belong/,
    ],
    [
      "a certificate that ended",
      "",
      ["--tls-cert", pem("test-server-expired"), "--tls-key", pem("test-server-expired-key")],
      /ended on 2024/,
    ],
    ["a certificate alone", "", ["--tls-cert", pem("test-server")], /needs both/],
    ["a CA alone", "", ["--tls-client-ca", pem("test-ca")], /needs both/],
    ["half a section", `portico: {tls: {cert: ${pem("test-server")}}}`, [], /needs both/],
    [
      "a CA that is not set",
      `portico: {tls: {cert: ${pem("test-server")}, key: ${pem("test-server-key")}, client_ca: os.environ/UNSET}}`,
      [],
      /client_ca` is empty/,
    ],
    [
      "a file beside the config that is not there",
      "portico: {tls: {cert: a.pem, key: b.pem}}",
      [],
      new RegExp(`${folder}/a\\.pem cannot be read`),
    ],
  ])("is refused in words with %s", async (_what, portico, flags, words) => {
    expect(await wordsOf(serve(portico, ...flags))).toMatch(words);
  });

  it("takes LiteLLM's names of the flags, and a flag wins over the file", async () => {
    const flags = ["--ssl_certfile_path", pem("test-server"), "--ssl_keyfile_path", pem("test-server-key")];
    const command = serve("portico: {tls: {cert: nowhere.pem, key: nowhere.pem}}", ...flags);
    const { gateway } = await start(command, { secrets: {}, desktopToken: null });
    expect(gateway.panelUrl).toMatch(/^https:/);
    await gateway.stop(100);
  });
});
