import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LiveConfig, type ConfigState } from "./live-config.ts";
import { loadConfig, type LoadResult } from "./load.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-live-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(text: string): LoadResult {
  const file = join(folder, "config.yaml");
  writeFileSync(file, `general_settings: {master_key: sk-a-strong-master-key-for-tests}\n${text}`);
  return loadConfig({ file, env: {}, cwd: folder });
}
const models = (name: string): string =>
  `model_list: [{model_name: ${name}, litellm_params: {model: openai/x, api_key: k}}]\n`;

it("serves the last file that loaded: a broken one changes the state, and no more", () => {
  let now = 1000;
  const { catalog } = load(models("first"));
  if (catalog === null) throw new Error("the first file must load");
  const live = new LiveConfig(catalog, { wallMs: () => now, monotonicMs: () => now });
  const told: [ConfigState["state"], string[]][] = [];
  live.onChange(({ state }, current) => told.push([state, [...current.groups.keys()]]));

  now = 2000;
  live.apply(load("model_list: [\n"));
  expect(live.catalog).toBe(catalog);
  expect(live.state).toMatchObject({ state: "broken", loadedAt: 1000, findings: [{ code: "syntax" }] });

  now = 3000;
  live.apply(load(models("second")));
  expect(live.state).toEqual({ state: "ok", loadedAt: 3000, findings: [] });
  expect(told).toEqual([
    ["broken", ["first"]],
    ["ok", ["second"]],
  ]);
  expect([...catalog.groups.keys()]).toEqual(["first"]);
});
