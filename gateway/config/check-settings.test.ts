/** What a file may not silently ask for. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadConfig } from "./load.ts";

function findingsOf(yaml: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "portico-settings-"));
  const file = join(folder, "config.yaml");
  writeFileSync(file, `model_list: []\ngeneral_settings: {master_key: sk-0123456789abcdef}\n${yaml}`);
  const { findings } = loadConfig({ file, env: {}, cwd: folder });
  rmSync(folder, { recursive: true, force: true });
  return findings.flatMap(({ path, code }) => (path.includes("audit") ? [`${code} ${path}`] : []));
}

it("LiteLLM's switch for the audit log is known, and named where it would switch it off", () => {
  expect(findingsOf("litellm_settings: {store_audit_logs: true}")).toEqual([]);
  expect(findingsOf("litellm_settings: {store_audit_logs: false}")).toEqual([
    "unsupported_key litellm_settings.store_audit_logs",
  ]);
});
