/** A draft is read as the gateway would read the file, with every entry at its place and no secret in what is shown. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DraftAlias } from "../../contract/config-files.ts";
import { findSecrets } from "../masks/find-secrets.ts";
import { SecretMasks } from "../masks/secret-masks.ts";
import { loadConfig } from "../load.ts";
import { maskReading } from "./mask-reading.ts";
import { readDraft, type FullReading } from "./read-draft.ts";

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-draft-"));
  file = join(folder, "config.yaml");
  mkdirSync(join(folder, "more"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lock = "general_settings: {master_key: sk-a-strong-master-key-for-tests}\n";

function read(texts: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}): FullReading {
  const drafts = new Map(Object.entries(texts).map(([name, text]) => [join(folder, name), text]));
  return readDraft({ file, env, cwd: folder, texts: drafts });
}
const named = ({ reading }: FullReading, alias: string): DraftAlias | undefined =>
  reading.aliases.find((one) => one.alias === alias);

describe("a draft", () => {
  it("stands in for the text on disk, and nothing is written", () => {
    writeFileSync(file, `${lock}model_list: [{model_name: old, litellm_params: {model: openai/x, api_key: k}}]\n`);
    const draft = `${lock}model_list: [{model_name: new, litellm_params: {model: openai/x, api_key: k}}]\n`;
    expect(read({}).reading.aliases.map(({ alias }) => alias)).toEqual(["old"]);
    const { reading, sources } = read({ "config.yaml": draft });
    expect(reading.aliases.map(({ alias }) => alias)).toEqual(["new"]);
    expect(sources.get(file)).toBe(draft);
    expect([...(loadConfig({ file, env: {}, cwd: folder }).catalog?.groups.keys() ?? [])]).toEqual(["old"]);
  });

  it("names each entry's file, place, provider and parameters, usable or not", () => {
    writeFileSync(join(folder, "more", "list.yaml"), "model_list: []\n");
    const main = `include: [more/list.yaml]
model_list:
  # the first
  - model_name: qwen
    litellm_params:
      model: openrouter/qwen/qwen3
      api_key: os.environ/OPENROUTER_API_KEY
      weight: 1
    model_info: {id: first, mode: chat}

  - {model_name: qwen, litellm_params: {model: nothing-known/x, api_base: "http://me:pass@host/v1"}}
  - model_name: bare
${lock}`;
    const include = `model_list:
- model_name: local
  litellm_params: {model: hosted_vllm/m, api_base: "http://127.0.0.1:8000/v1", temperature: .inf}
`;
    const result = read({ "config.yaml": main, "more/list.yaml": include }, { OPENROUTER_API_KEY: "sk-or-0123456789" });
    const [first, second] = named(result, "qwen")?.deployments ?? [];
    expect(first).toMatchObject({
      id: "first",
      file,
      index: 0,
      line: 4,
      endLine: 9,
      provider: "openrouter",
      model: "qwen/qwen3",
      apiBase: "https://openrouter.ai/api/v1",
      litellmParams: { model: "openrouter/qwen/qwen3", api_key: "os.environ/OPENROUTER_API_KEY", weight: 1 },
      modelInfo: { id: "first", mode: "chat" },
      problem: null,
    });
    expect(second).toMatchObject({
      file,
      index: 1,
      line: 11,
      endLine: 11,
      provider: "",
      apiBase: "http://****@host/v1",
    });
    expect(second?.problem).toContain("nothing-known");
    expect(named(result, "bare")?.deployments).toMatchObject([{ index: 2, problem: "It has no litellm_params." }]);
    expect(named(result, "local")?.deployments).toMatchObject([
      {
        file: "more/list.yaml",
        index: 0,
        line: 2,
        endLine: 3,
        litellmParams: { temperature: "Infinity" },
        problem: null,
      },
    ]);
    expect(result.reading.findings.every((finding) => finding.line >= 1)).toBe(true);
  });

  it("tells fallbacks of every kind, defaults, pointers and the strategy", () => {
    const result = read({
      "config.yaml": `${lock}model_list: [{model_name: a, litellm_params: {model: openai/x, api_key: k}}]
router_settings:
  routing_strategy: least-busy
  model_group_alias: {b: a, c: {model: a, hidden: true}}
  fallbacks: [{a: [b]}]
  context_window_fallbacks: [{a: [c]}]
  content_policy_fallbacks: [{b: [c, a]}]
  default_fallbacks: [a]
`,
    });
    expect(result.reading).toMatchObject({ isRunnable: true, defaultFallbacks: ["a"], routingStrategy: "least-busy" });
    expect(named(result, "a")).toMatchObject({ aliasOf: null, fallbacks: ["b"], contextWindowFallbacks: ["c"] });
    expect(named(result, "b")).toEqual({
      alias: "b",
      deployments: [],
      aliasOf: "a",
      fallbacks: [],
      contextWindowFallbacks: [],
      contentPolicyFallbacks: ["c", "a"],
    });
    expect(named(result, "c")?.aliasOf).toBe("a");
  });

  it("that is broken has findings and nothing else; one without its lock is shown, and not runnable", () => {
    expect(read({ "config.yaml": "model_list: [\n" }).reading).toMatchObject({
      isRunnable: false,
      aliases: [],
      findings: [{ code: "syntax", line: 2 }],
    });
    const unlocked = "general_settings: {master_key: os.environ/NOT_SET}\nmodel_list: [{model_name: a}]\n";
    expect(read({ "config.yaml": unlocked }).reading).toMatchObject({ isRunnable: false, aliases: [{ alias: "a" }] });
  });

  it("names every variable, where it is set, and who needs it", () => {
    writeFileSync(join(folder, ".env"), "IN_FILE=1\nBOTH=file\n");
    const { variables } = read(
      {
        "config.yaml": `environment_variables: {IN_CONFIG: "1"}
general_settings: {master_key: os.environ/BOTH}
credential_list: [{credential_name: c, credential_values: {api_key: os.environ/IN_FILE}}]
model_list:
  - {model_name: a, litellm_params: {model: openai/x, litellm_credential_name: c}}
  - {model_name: b, litellm_params: {model: openai/x, api_key: os.environ/IN_CONFIG, extra_headers: {X: os.environ/NOWHERE}}}
`,
      },
      { BOTH: "a-strong-master-key-0123" },
    );
    expect(variables).toEqual([
      { name: "BOTH", isSet: true, source: "process", aliases: [] },
      { name: "IN_CONFIG", isSet: true, source: "config", aliases: ["b"] },
      { name: "IN_FILE", isSet: true, source: "env_file", aliases: ["a"] },
      { name: "NOWHERE", isSet: false, source: null, aliases: ["b"] },
    ]);
  });
});

describe("a reading that is shown", () => {
  it("holds no secret: not of the text, not of a variable, not in a finding", () => {
    const text = `${lock}model_list:
  - model_name: a
    litellm_params:
      model: openai/x
      api_key: CANARY-key-1
      api_base: https://me:CANARY-pass@host/v1?token=CANARY-query
      extra_headers: {Authorization: Bearer CANARY-header, X-List: [{secret: CANARY-list}]}
      vertex_credentials: {private_key: CANARY-json, password: 12345678}
    model_info: {note: sk-CANARY0123456789abcd}
  - {model_name: b, litellm_params: {model: sk-CANARY0123456789abcd, api_key: os.environ/K}}
`;
    const { reading } = read({ "config.yaml": text }, { K: "CANARY-from-the-environment" });
    const masks = new SecretMasks(Buffer.from("key"));
    const shownText = masks.maskText(text, findSecrets(text));
    const shown = maskReading(reading, masks);
    expect(JSON.stringify(shown)).not.toMatch(/CANARY|12345678/);
    // The same masks as in the text, so that an edit may carry one over.
    const params = shown.aliases[0]?.deployments[0]?.litellmParams ?? {};
    const word = (key: string): string => (typeof params[key] === "string" ? params[key] : "");
    expect(shownText).toContain(`api_key: ${word("api_key")}\n`);
    expect(shownText).toContain(`api_base: ${word("api_base")}\n`);
    expect(masks.unmask(word("api_key")).text).toBe("CANARY-key-1");
    expect(shown.aliases[1]?.deployments[0]?.litellmParams["api_key"]).toBe("os.environ/K");
  });
});
