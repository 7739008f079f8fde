/** Real files in a real folder: every finding at its place, the seed without one, includes, variables, hostile input. */
import fc from "fast-check";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findingCodes, type Finding } from "../contract/findings.ts";
import { loadConfig, type LoadResult } from "./load.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-config-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const key = "sk-a-strong-master-key-for-tests";
const model = "  - {model_name: m, litellm_params: {model: openai/x, api_base: http://127.0.0.1:1/v1, api_key: k}}\n";
const lock = `general_settings: {master_key: ${key}}\n`;

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function load(text: string | Buffer, env: Record<string, string> = {}, files: Record<string, string> = {}): LoadResult {
  write({ ...files, "config.yaml": text });
  return loadConfig({ file: join(folder, "config.yaml"), env, cwd: folder });
}

const brief = ({ code, severity, line, column }: Finding): string => `${code} ${severity} ${line}:${column}`;

/** A file with one planted fault -> the finding at its line and column. */
const planted: readonly (readonly [string, string, string])[] = [
  ["an unclosed bracket", `model_list: [\n`, "syntax error 2:1"],
  ["a tab for indentation", `model_list:\n\t- a\n`, "syntax error 2:1"],
  ["a second document", `${lock}---\na: 1\n`, "syntax error 2:1"],
  ["a list at the top", `- a\n`, "syntax error 1:1"],
  ["a forbidden key", `${lock}x:\n  __proto__: {a: 1}\n`, "syntax error 3:3"],
  [
    "a key written twice",
    `${lock}model_list:\n${model}router_settings:\n  num_retries: 1\n  num_retries: 2\n`,
    "duplicate_key warning 6:3",
  ],
  [
    "a number that is text",
    `${lock}model_list:\n${model}router_settings: {num_retries: many}\n`,
    "wrong_type error 4:32",
  ],
  [
    "an entry without a name",
    `${lock}model_list:\n  - litellm_params: {model: openai/x, api_key: k}\n`,
    "missing_key error 3:5",
  ],
  [
    "an entry without a model",
    `${lock}model_list:\n  - model_name: m\n    litellm_params: {api_key: k}\n`,
    "missing_key error 4:21",
  ],
  ["a misspelt key", `${lock}model_list:\n${model}router_settings: {num_retrys: 1}\n`, "unknown_key warning 4:19"],
  [
    "a key in the wrong section",
    `${lock}model_list:\n${model}general_settings2: 1\nlitellm_settings: {routing_strategy: simple-shuffle}\n`,
    "misplaced_key warning 5:20",
  ],
  [
    "a key that needs Postgres",
    `model_list:\n${model}general_settings: {master_key: ${key}, database_url: postgres://x}\n`,
    "unsupported_key warning 3:66",
  ],
  [
    "an unset key",
    `${lock}model_list:\n  - model_name: m\n    litellm_params:\n      model: openrouter/x\n      api_key: os.environ/NOT_SET\n`,
    "unset_variable error 6:16",
  ],
  [
    "an unset address",
    `${lock}model_list:\n  - model_name: m\n    litellm_params:\n      model: openai/x\n      api_key: k\n      api_base: os.environ/NOT_SET\n`,
    "unset_variable error 7:17",
  ],
  [
    "another unset value",
    `${lock}model_list:\n${model}router_settings:\n  num_retries: os.environ/NOT_SET\n`,
    "unset_variable warning 5:16",
  ],
  [
    "a shell's way to name a variable",
    `${lock}model_list:\n  - model_name: m\n    litellm_params: {model: openai/x, api_base: http://h/v1, api_key: "\${KEY}"}\n`,
    "unexpanded_variable warning 4:71",
  ],
  [
    "a provider nobody knows",
    `${lock}model_list:\n  - model_name: m\n    litellm_params: {model: opnerouter/x, api_key: k}\n`,
    "unknown_provider error 4:29",
  ],
  [
    "a provider without an adapter",
    `${lock}model_list:\n  - model_name: m\n    litellm_params: {model: watsonx/x, api_key: k}\n`,
    "unsupported_provider error 4:29",
  ],
  [
    "a server without an address",
    `${lock}model_list:\n  - model_name: m\n    litellm_params: {model: hosted_vllm/x}\n`,
    "missing_api_base error 4:29",
  ],
  [
    "no key at all",
    `${lock}model_list:\n  - model_name: m\n    litellm_params: {model: groq/x}\n`,
    "missing_api_key error 4:29",
  ],
  [
    "an address that is none",
    `${lock}model_list:\n  - model_name: m\n    litellm_params: {model: openai/x, api_base: "ftp://x", api_key: k}\n`,
    "bad_url error 4:49",
  ],
  [
    "credentials that are not there",
    `${lock}model_list:\n  - model_name: m\n    litellm_params:\n      model: vertex_ai/gemini-2.5-flash\n      vertex_credentials: ./none.json\n`,
    "bad_credentials error 6:27",
  ],
  ["the same deployment twice", `${lock}model_list:\n${model}${model}`, "duplicate_deployment warning 4:18"],
  [
    "a group alias that is never used",
    `${lock}model_list:\n${model}router_settings: {model_group_alias: {m: m}}\n`,
    "shadowed_alias warning 4:39",
  ],
  [
    "a fallback to nothing",
    `${lock}model_list:\n${model}router_settings:\n  fallbacks:\n    - m: [nn]\n`,
    "fallback_unknown_alias error 6:11",
  ],
  [
    "fallbacks in a circle",
    `${lock}model_list:\n${model}${model.replace("model_name: m,", "model_name: n,")}router_settings:\n  fallbacks:\n    - m: [n]\n    - n: [m]\n`,
    "fallback_cycle warning 7:7",
  ],
  ["a misspelt section", `${lock}# c\nmodel_lst: []\nmodel_list:\n${model}`, "unknown_key warning 3:1"],
  ["a section of the wrong shape", `${lock}model_list: text\n`, "wrong_type error 2:13"],
  ["a negative number", `${lock}model_list:\n${model}portico: {log: {retention_days: -1}}\n`, "wrong_type error 4:33"],
  [
    "a credential that is not there",
    `${lock}credential_list:\n  - {credential_name: mine, credential_values: {api_key: k}}\nmodel_list:\n  - model_name: m\n    litellm_params: {model: openai/x, api_key: k, litellm_credential_name: mien}\n`,
    "missing_key error 6:76",
  ],
  [
    "a key in a credential",
    `${lock}credential_list:\n  - {credential_name: c, credential_values: {api_key: sk-abcdefghijklmnop1234}}\nmodel_list:\n${model}`,
    "literal_secret warning 3:55",
  ],
  [
    "a fallback of an alias to itself",
    `${lock}model_list:\n${model}router_settings:\n  fallbacks: [{m: [m]}]\n`,
    "fallback_cycle warning 5:16",
  ],
  [
    "a default fallback to nothing",
    `${lock}model_list:\n${model}router_settings:\n  default_fallbacks: [m, nn]\n`,
    "fallback_unknown_alias error 5:26",
  ],
  [
    "a group alias of nothing",
    `${lock}model_list:\n${model}router_settings: {model_group_alias: {g: nn}}\n`,
    "fallback_unknown_alias error 4:42",
  ],
  [
    "a group alias of several",
    `${lock}model_list:\n${model}router_settings: {model_group_alias: {g: [m]}}\n`,
    "wrong_type error 4:42",
  ],
  ["a list of models that is empty", `${lock}model_list: []\n`, "empty_model_list warning 1:1"],
  [
    "a budget's period that is none",
    `${lock}model_list:\n${model}litellm_settings: {max_budget: 5, budget_duration: monthly}\n`,
    "wrong_type error 4:52",
  ],
  [
    "a time zone that is none",
    `${lock}model_list:\n${model}litellm_settings:\n  timezone: Asia/Soeul\n`,
    "wrong_type error 5:13",
  ],
  [
    "a tag's budget with a period that is none",
    `${lock}model_list:\n${model}litellm_settings:\n  tag_budget_config:\n    t: {max_budget: 1, budget_duration: 1x}\n`,
    "wrong_type error 6:41",
  ],
  [
    "a provider's budget with a period that is none",
    `${lock}model_list:\n${model}router_settings:\n  provider_budget_config:\n    openai: {budget_limit: 1, time_period: 0d}\n`,
    "wrong_type error 6:44",
  ],
  [
    "an alias's budget without an amount",
    `${lock}model_list:\n${model}portico: {alias_budget_config: {m: {budget_duration: 1d}}}\n`,
    "wrong_type error 4:36",
  ],
  [
    "a budget of nobody",
    `${lock}model_list:\n${model}portico: {alias_budget_config: {mm: {max_budget: 1}}}\n`,
    "unknown_key warning 4:33",
  ],
  [
    "a log rule of nobody",
    `${lock}model_list:\n${model}portico: {log: {aliases: {mm: {bodies: false}}}}\n`,
    "unknown_key warning 4:27",
  ],
  [
    "a log rule with a value of the wrong kind",
    `${lock}model_list:\n${model}portico: {log: {aliases: {m: {bodies: never}}}}\n`,
    "wrong_type error 4:39",
  ],
  [
    "a deployment's budget with a period that is none",
    `${lock}model_list:\n  - model_name: m\n    litellm_params: {model: openai/x, api_key: k, max_budget: 1, budget_duration: soon}\n`,
    "wrong_type error 4:83",
  ],
  [
    "a key's default duration that is none",
    `${lock}model_list:\n${model}litellm_settings: {default_key_generate_params: {duration: forever}}\n`,
    "wrong_type error 4:60",
  ],
  ["no lock", `model_list:\n${model}`, "master_key_missing warning 1:1"],
  [
    "a lock without its key",
    `model_list:\n${model}general_settings:\n  master_key: os.environ/NOT_SET\n`,
    "master_key_unset error 4:15",
  ],
  ["a weak key", `model_list:\n${model}general_settings:\n  master_key: sk-1234\n`, "master_key_weak warning 4:15"],
  ["no model", lock, "empty_model_list warning 1:1"],
  ["an include of nothing", `${lock}model_list:\n${model}include:\n  - nothing.yaml\n`, "include_failed error 5:5"],
  [
    "a Python callback",
    `${lock}model_list:\n${model}litellm_settings:\n  callbacks: [mine.handler]\n`,
    "python_callback warning 5:14",
  ],
  [
    "a key in the file",
    `${lock}model_list:\n  - model_name: m\n    litellm_params: {model: openai/x, api_key: sk-abcdefghijklmnop1234}\n`,
    "literal_secret warning 4:48",
  ],
  [
    "a callback that nothing is sent to",
    `${lock}model_list:\n${model}litellm_settings:\n  callbacks: [langfuse]\n`,
    "unsupported_key warning 5:14",
  ],
];

describe("the validator", () => {
  it.each(planted)("finds %s at its line and column", (_what, text, wanted) => {
    expect(load(text).findings.map(brief)).toContain(wanted);
  });

  it("finds a line of a .env that sets nothing, without repeating it", () => {
    const { findings } = load(
      `${lock}model_list:\n${model}`,
      {},
      { ".env": "A=1\n# fine\nexport B=2\nsk-secret-left\nC='x\ny'\n" },
    );
    expect(findings.map(brief)).toEqual(["env_file_syntax warning 4:1"]);
    expect(JSON.stringify(findings)).not.toContain("sk-secret-left");
  });

  it("is planted every code that the contract lists", () => {
    const found = new Set(planted.flatMap(([, , wanted]) => wanted.split(" ", 1)));
    found.add("env_file_syntax");
    found.add("unknown_mask"); // only a draft can hold one: planted by the editor's scenario
    expect([...found].sort()).toEqual([...findingCodes].sort());
  });

  it("says what to do in each finding, and which word was probably meant", () => {
    for (const [, text] of planted) {
      for (const { message, hint } of load(text).findings) {
        expect(message.length).toBeGreaterThan(10);
        expect(hint.length).toBeGreaterThan(5);
      }
    }
    const [typo] = load(`${lock}model_list:\n${model}router_settings: {num_retrys: 1}\n`).findings;
    expect(typo?.suggestion).toBe("num_retries");
  });

  it("names the provider that a misspelt prefix probably meant, and OpenAI's dialect for an unknown one", () => {
    const of = (name: string): string | undefined =>
      load(`${lock}model_list:\n  - {model_name: m, litellm_params: {model: ${name}, api_key: k}}\n`).findings[0]
        ?.suggestion;
    expect(of("opnerouter/qwen/qwen3")).toBe("openrouter/qwen/qwen3");
    expect(of("mistrall/large")).toBe("mistral/large");
    expect(of("my-own-server/tiny")).toBe("openai/my-own-server/tiny");
    expect(of("tiny")).toBe("openai/tiny");
  });

  it("tells all that is wrong with an entry at once: its provider and its unset key", () => {
    const { findings } = load(
      `${lock}model_list:\n  - model_name: m\n    litellm_params:\n      model: opnerouter/x\n      api_key: os.environ/NOT_SET\n`,
    );
    expect(findings.map(brief)).toEqual(["unknown_provider error 5:14", "unset_variable error 6:16"]);
    expect(findings.every(({ aliases }) => aliases?.join() === "m")).toBe(true);
  });

  it("repeats no secret in what it says", () => {
    const { findings } = load(
      `${lock}model_list:\n  - model_name: m\n    litellm_params: {model: openai/x, api_key: "sk-first-secret-\${K}", api_base: "ftp://u:second-secret@h"}\n`,
    );
    expect(findings.map(({ code }) => code)).toEqual(["unexpanded_variable", "bad_url"]);
    expect(JSON.stringify(findings)).not.toMatch(/-secret/);
  });

  it("finds a circle of twenty thousand fallbacks, and none in a row of them", () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `m${index}`);
    const models = names.map((name) => model.replace("model_name: m,", `model_name: ${name},`)).join("");
    const row = names.slice(1).map((name, index) => `    - m${index}: [${name}]\n`);
    const codes = (last: string): (string | undefined)[] =>
      load(`${lock}model_list:\n${models}router_settings:\n  fallbacks:\n${row.join("")}${last}`).findings.map(
        ({ code }) => code,
      );
    expect(codes("")).toEqual([]);
    expect(codes("    - m19999: [m0]\n").filter((code) => code === "fallback_cycle")).toHaveLength(200);
  }, 60_000);

  it("says nothing of a top-level key that only holds anchors", () => {
    expect(load(`x-common: &c {api_key: k}\n_more: 1\n${lock}model_list:\n${model}`).findings).toEqual([]);
  });

  it("has nothing to say about a good file", () => {
    expect(load(`${lock}model_list:\n${model}`).findings).toEqual([]);
  });
});

describe("what a file asks for and this version does not do", () => {
  const said = (text: string, env: Record<string, string> = {}): string[] =>
    load(`model_list:\n${model}${text}`, { LITELLM_MASTER_KEY: key, ...env }).findings.map(
      ({ code, severity, path, message }) => `${code} ${severity} ${path}: ${message}`,
    );

  it("is named for each callback once, wherever it stands", () => {
    const text = `litellm_settings: {callbacks: [otel], success_callback: [otel, langfuse], failure_callback: otel}\n`;
    const named = [
      "unsupported_key warning litellm_settings.success_callback: The callback `langfuse` is LiteLLM's; this version of Portico sends nothing to it.",
    ];
    expect(said(text, { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" })).toEqual(named);
  });

  it("is named where traces are asked for and nothing says where to", () => {
    const asking = "litellm_settings: {success_callback: [otel]}\n";
    const named =
      "unset_variable warning litellm_settings.success_callback: `otel` is asked for and has no endpoint to send traces to: nothing is sent.";
    expect(said(asking)).toEqual([named]);
    expect(said("general_settings: {otel: true}\n")).toEqual([
      named.replace("litellm_settings.success_callback", "general_settings.otel"),
    ]);
    for (const name of ["OTEL_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER", "OTEL_SDK_DISABLED"])
      expect(said(asking, { [name]: "x" }), name).toEqual([]);
    expect(said(`${asking}callback_settings: {otel: {endpoint: "http://127.0.0.1:4318"}}\n`)).toEqual([]);
    expect(said(`${asking}environment_variables: {OTEL_ENDPOINT: "http://127.0.0.1:4318"}\n`)).toEqual([]);
  });

  it("is named for options of other callbacks, unknown options of otel, and a scheme of names that is none", () => {
    const text =
      "callback_settings: {otel: {message_logging: false, x_unknown_x: 1}, datadog: {a: 1}}\nportico: {otel: {names: all}}\n";
    expect(said(text)).toEqual([
      "unknown_key warning callback_settings.otel.x_unknown_x: `x_unknown_x` is not a key that anything reads.",
      "unsupported_key info callback_settings.datadog: `datadog` is kept in the file, but this version of Portico has no such callback.",
      "wrong_type error portico.otel.names: `names` is none of both, genai and litellm: it counts as both.",
    ]);
  });

  it("is named for a strategy that does not exist, written or in a variable", () => {
    expect(said("router_settings: {routing_strategy: simple-shuffle}\n")).toEqual([]);
    expect(said("router_settings: {routing_strategy: usage-based-routing-v2}\n")).toEqual([]);
    expect(said("router_settings: {routing_strategy: least-bussy}\n")).toEqual([
      expect.stringMatching(
        /^unsupported_key warning router_settings\.routing_strategy: There is no strategy `least-bussy`/,
      ),
    ]);
    expect(said("router_settings: {routing_strategy: os.environ/S}\n", { S: "round-robin" })).toEqual([
      expect.stringContaining("`round-robin`"),
    ]);
  });

  it("is named for a stream that shall go on of an alias that does not exist", () => {
    expect(said("portico: {continue_streams: [m, '*']}\n")).toEqual([]);
    expect(said("portico: {continue_streams: [mm]}\n")).toEqual([
      "fallback_unknown_alias error portico.continue_streams[0]: There is no alias `mm` in this file.",
    ]);
  });

  it("is named for a key of a policy that nothing reads, and a number that is none", () => {
    const policies =
      "router_settings:\n  retry_policy: {RateLimitRetries: 3, TimeoutErrorRetries: many}\n" +
      "  allowed_fails_policy: {TimeoutErrorRetries: 1}\n  model_group_retry_policy: {m: {BadRequestErrorRetries: 1, X: 2}}\n" +
      "  routing_strategy_args: {ttl: 60, lowest_latency_bufer: 1}\n";
    expect(said(policies)).toEqual([
      "unknown_key warning router_settings.retry_policy.RateLimitRetries: `RateLimitRetries` is not a key that anything reads.",
      "wrong_type error router_settings.retry_policy.TimeoutErrorRetries: `TimeoutErrorRetries` must be a number.",
      "unknown_key warning router_settings.allowed_fails_policy.TimeoutErrorRetries: `TimeoutErrorRetries` is not a key that anything reads.",
      "unknown_key warning router_settings.routing_strategy_args.lowest_latency_bufer: `lowest_latency_bufer` is not a key that anything reads.",
      "unknown_key warning router_settings.model_group_retry_policy.m.X: `X` is not a key that anything reads.",
    ]);
  });

  it.each([
    ["litellm_settings", "drop_params: true"],
    ["litellm_settings", "cache: true"],
    ["general_settings", "health_check_interval: 60"],
    ["general_settings", "background_health_checks: true"],
    ["router_settings", "cache_responses: true"],
    ["router_settings", "optional_pre_call_checks: [prompt_caching]"],
  ])("is named for %s: {%s}", (section, line) => {
    expect(said(`${section}: {${line}}\n`)).toEqual([
      expect.stringContaining(`unsupported_key info ${section}.${line.split(":", 1)[0] ?? ""}: `),
    ]);
  });

  it("is honoured with a hint where LiteLLM would pass over it", () => {
    const text = `general_settings: {set_verbose: true}\n`;
    expect(said(text)).toEqual([expect.stringContaining("misplaced_key info general_settings.set_verbose: ")]);
    const { catalog } = load(`model_list:\n${model}${text}`, { LITELLM_MASTER_KEY: key });
    expect(catalog?.settings.verbose).toBe(true);
  });
});

describe("what does not work is left out, and the rest serves", () => {
  it("disables the alias whose variable is unset, by name", () => {
    const { catalog, findings } = load(
      `${lock}model_list:\n${model}  - model_name: broken\n    litellm_params: {model: openrouter/x, api_key: os.environ/NOT_SET}\n`,
    );
    expect([...(catalog?.groups.keys() ?? [])]).toEqual(["m"]);
    expect(catalog?.disabledAliases.get("broken")).toContain("NOT_SET");
    expect(findings[0]?.aliases).toEqual(["broken"]);
  });

  it("never sends a key to the provider's usual address when the named one is unset", () => {
    const { catalog } = load(
      `${lock}model_list:\n  - model_name: m\n    litellm_params: {model: openai/x, api_key: k, api_base: os.environ/NOT_SET}\n`,
    );
    expect(catalog?.deployments).toEqual([]);
  });

  it.each([
    ["syntax", "model_list: [\n"],
    ["a section of the wrong shape", `${lock}model_list: text\n`],
    ["a master key that is not set", `model_list:\n${model}general_settings: {master_key: os.environ/NOT_SET}\n`],
    ["a blank master key", `model_list:\n${model}general_settings: {master_key: "   "}\n`],
    ["an empty master key", `model_list:\n${model}general_settings: {master_key: ""}\n`],
  ])("refuses to run at all on %s", (_what, text) => {
    expect(load(text).catalog).toBeNull();
  });
});

describe("the seed's file", () => {
  const seed = (name: string): string =>
    readFileSync(join(import.meta.dirname, "../../resources/litellm-seed", name), "utf8");

  it("gives no error with the seed's .env, and three aliases in their order", () => {
    const { catalog, findings } = load(seed("config.yaml"), {}, { ".env": seed("example.env") });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect([...(catalog?.groups.keys() ?? [])]).toHaveLength(3);
    expect(catalog?.deployments[0]?.upstreamModel).toBe("qwen/qwen3-235b-a22b-2507");
    expect(catalog?.deployments[0]?.apiBase).toBe("https://openrouter.ai/api/v1");
  });

  it("never makes the validator throw, however it is cut or mangled, and each finding lies in the file", () => {
    const text = seed("config.yaml");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(text.length), fc.nat(12), fc.string({ maxLength: 8, unit: "binary" })), {
          maxLength: 4,
        }),
        (edits) => {
          const mangled = edits.reduce((now, [at, cut, put]) => now.slice(0, at) + put + now.slice(at + cut), text);
          // Half a surrogate pair becomes one other character on its way to the disk.
          const lines = mangled.toWellFormed().split(/\r\n|\n|\r/);
          for (const { line, column, endLine } of load(mangled).findings) {
            expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
            expect(endLine).toBeGreaterThanOrEqual(line);
            expect(endLine).toBeLessThanOrEqual(lines.length);
            expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("variables", () => {
  const keyOf = (result: LoadResult): string | null | undefined => result.catalog?.deployments[0]?.apiKey;
  const named = `${lock}model_list:\n  - {model_name: m, litellm_params: {model: openai/x, api_base: http://h/v1, api_key: os.environ/K}}\n`;

  it("come from the process first, then .env beside the file, then .env in the working directory", () => {
    write({ "here/.env": "K=cwd\n", "conf/.env": "K=beside\n", "conf/config.yaml": named });
    const from = (env: Record<string, string>): LoadResult =>
      loadConfig({ file: join(folder, "conf/config.yaml"), env, cwd: join(folder, "here") });
    expect(keyOf(from({ K: "process" }))).toBe("process");
    expect(keyOf(from({}))).toBe("beside");
    rmSync(join(folder, "conf/.env"));
    expect(keyOf(from({}))).toBe("cwd");
  });

  it("may be set in environment_variables, below the real environment", () => {
    const text = `environment_variables: {K: from-file}\n${named}`;
    expect(keyOf(load(text))).toBe("from-file");
    expect(keyOf(load(text, { K: "outside" }))).toBe("outside");
  });

  it("are read in maps and in maps of lists, and stay as they are as items of a list", () => {
    const { catalog } = load(
      `${lock}model_list:\n  - model_name: os.environ/NAME\n    litellm_params: {model: openai/x, api_base: http://h/v1, api_key: k, tags: [os.environ/NAME]}\n`,
      { NAME: "alias" },
    );
    expect(catalog?.deployments[0]).toMatchObject({ alias: "alias", tags: ["os.environ/NAME"] });
  });

  it("reach a deployment through its credential", () => {
    const { catalog } = load(
      `${lock}credential_list:\n  - credential_name: c\n    credential_values: {api_key: os.environ/K, api_base: http://h/v1}\nmodel_list:\n  - {model_name: m, litellm_params: {model: openai/x, litellm_credential_name: c}}\n`,
      { K: "by-credential" },
    );
    expect(catalog?.deployments[0]).toMatchObject({ apiKey: "by-credential", apiBase: "http://h/v1" });
  });

  it("are all on the list of what is cut out of logs", () => {
    const { catalog } = load(named, { K: "provider-key-0001", SOME_TOKEN: "another-secret-2" });
    expect(catalog?.secrets).toEqual(expect.arrayContaining([key, "provider-key-0001", "another-secret-2"]));
  });

  it("have no names but their own: what every object has is not set", () => {
    const { findings } = load(
      `${lock}model_list:\n${model}router_settings: {num_retries: os.environ/constructor, timeout: os.environ/__proto__}\n`,
    );
    expect(findings.map(({ code }) => code)).toEqual(["unset_variable", "unset_variable"]);
  });

  it("named by a key that only sounds secret are not cut out of logs", () => {
    const { catalog } = load(
      `${lock}credential_list:\n  - {credential_name: openrouter, credential_values: {api_key: the-real-secret}}\nmodel_list:\n  - {model_name: m, litellm_params: {model: openai/x, litellm_credential_name: openrouter, input_cost_per_token: "0.00000025"}}\n`,
    );
    expect(catalog?.secrets.toSorted()).toEqual([key, "the-real-secret"].toSorted());
    expect(catalog?.deployments[0]?.shownParams).toMatchObject({ input_cost_per_token: "0.00000025" });
  });

  it("name the master key when the file is silent about it", () => {
    expect(load(`model_list:\n${model}`, { LITELLM_MASTER_KEY: key }).catalog?.settings.masterKey).toBe(key);
  });
});

describe("includes", () => {
  it("join lists and replace the rest, with findings in their own file", () => {
    const { catalog, findings } = load(
      `${lock}include: [more.yaml]\nmodel_list:\n${model}router_settings: {num_retries: 1}\n`,
      {},
      {
        "more.yaml": `model_list:\n  - model_name: extra\n    litellm_params: {model: nope/x}\nrouter_settings: {num_retries: 5}\n`,
      },
    );
    expect([...(catalog?.groups.keys() ?? [])]).toEqual(["m"]);
    expect(findings.map((finding) => `${finding.file.split("/").at(-1)} ${brief(finding)}`)).toEqual([
      "more.yaml unknown_provider error 3:29",
    ]);
  });

  it("keep each entry's own place when lists were joined", () => {
    const { findings } = load(
      `${lock}include: [more.yaml]\nmodel_list:\n${model}  - text\n`,
      {},
      { "more.yaml": "model_list:\n  - {litellm_params: {model: openai/x, api_key: k}}\n  - other\n" },
    );
    expect(findings.map((finding) => `${finding.file.split("/").at(-1)} ${brief(finding)}`)).toEqual([
      "config.yaml wrong_type error 5:5",
      "more.yaml missing_key error 2:5",
      "more.yaml wrong_type error 3:5",
    ]);
  });

  it("of a folder say so", () => {
    write({ "sub/x.yaml": "" });
    const { findings } = load(`${lock}include: [sub]\nmodel_list:\n${model}`);
    expect(findings.map(brief)).toEqual(["include_failed error 2:11"]);
  });

  it("of included files are not read", () => {
    const { catalog } = load(
      `${lock}include: [a.yaml]\nmodel_list:\n${model}`,
      {},
      {
        "a.yaml": "include: [b.yaml]\n",
        "b.yaml": `model_list:\n${model.replace("model_name: m,", "model_name: b,")}`,
      },
    );
    expect([...(catalog?.groups.keys() ?? [])]).toEqual(["m"]);
  });

  it.each(["../outside.yaml", "link.yaml", "/etc/hostname"])("outside the folder are refused: %s", (name) => {
    write({ "sub/x": "" });
    writeFileSync(join(folder, "outside.yaml"), `model_list:\n${model}`);
    symlinkSync(join(folder, "outside.yaml"), join(folder, "sub", "link.yaml"));
    write({ "sub/config.yaml": `${lock}include: ["${name}"]\nmodel_list:\n${model}` });
    const { catalog, findings } = loadConfig({ file: join(folder, "sub/config.yaml"), env: {}, cwd: folder });
    expect(catalog).toBeNull();
    expect(findings.map(({ code }) => code)).toContain("include_failed");
  });
});

describe("a hostile file", () => {
  const nested = (depth: number): string => `a: ${"[".repeat(depth)}${"]".repeat(depth)}\n`;
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
    .split("")
    .map(
      (name, index) =>
        `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefg"[index] ?? "a"}`).join(",")}]`,
    )
    .join("\n")}\n`;
  it.each([
    ["NUL bytes", `${lock}x: a\0b\n`],
    ["a byte that is no UTF-8", Buffer.from([0x61, 0x3a, 0x20, 0xff, 0x0a])],
    ["UTF-16", Buffer.from(`\uFEFF${lock}`, "utf16le")],
    ["an alias bomb", bomb],
    ["a hundred thousand brackets", nested(100_000)],
    ["blocks nested 3,000 deep", Array.from({ length: 3000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")],
    ["nine megabytes", `a: ${"x".repeat(9 * 1024 * 1024)}\n`],
    ["blocks of maps on one line", `a: ${"{a: ".repeat(100_000)}\n`],
    ["a list in a list in a list", `a:\n  ${"- ".repeat(50_000)}x\n`],
    ["a constructor key", `${lock}constructor: {a: 1}\n`],
  ])("%s is refused with a place, soon", (_what, text) => {
    const startedAt = performance.now();
    const { catalog, findings } = load(text);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(catalog).toBeNull();
    expect(findings[0]).toMatchObject({ code: "syntax", severity: "error" });
    expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
  });

  it("with many aliases of one anchor is read soon", () => {
    const startedAt = performance.now();
    const { catalog } = load(`${lock}model_list:\n${model}d: &d x\ny:\n${"  - *d\n".repeat(40_000)}`);
    expect(catalog).not.toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  it("with a long chain of fallbacks, or thousands of faults, is judged soon and in few words", () => {
    const name = (index: number): string => model.replace("model_name: m,", `model_name: m${index},`);
    const count = 3000;
    const entries = Array.from({ length: count }, (_, index) => name(index)).join("");
    const chain = Array.from({ length: count - 1 }, (_, index) => `    - m${index}: [m${index + 1}]\n`).join("");
    const faults = Array.from({ length: count }, (_, index) => `    - x${index}: [y${index}]\n`).join("");
    const startedAt = performance.now();
    const { findings } = load(
      `${lock}model_list:\n${entries}router_settings:\n  fallbacks:\n${chain}  context_window_fallbacks:\n${faults}`,
    );
    expect(performance.now() - startedAt).toBeLessThan(6000);
    expect(findings.some(({ code }) => code === "fallback_cycle")).toBe(false);
    expect(findings.filter(({ code }) => code === "fallback_unknown_alias")).toHaveLength(200);
    expect(findings.some(({ message }) => message.includes(`And ${2 * count - 200} more`))).toBe(true);
  });
});

describe("a catalog", () => {
  it("matches wildcards by the longest literal text", () => {
    const entry = (alias: string): string =>
      `  - {model_name: "${alias}", litellm_params: {model: openai/x, api_base: http://h/v1, api_key: k}}\n`;
    const { catalog } = load(`${lock}model_list:\n${entry("*")}${entry("openai/*")}${entry("openai/gpt-*")}`);
    expect(catalog?.wildcards.map(({ alias }) => alias)).toEqual(["openai/gpt-*", "openai/*", "*"]);
  });

  it("makes one deployment of each organization, with ids that hold no secret", () => {
    const { catalog } = load(
      `${lock}model_list:\n  - {model_name: m, litellm_params: {model: openai/x, api_key: provider-secret, organization: [o1, o2]}}\n`,
    );
    expect(catalog?.deployments.map(({ organization }) => organization)).toEqual(["o1", "o2"]);
    const other = load(
      `${lock}model_list:\n  - {model_name: m, litellm_params: {model: openai/x, api_key: other-secret, organization: [o1, o2]}}\n`,
    );
    expect(other.catalog?.deployments.map(({ id }) => id)).toEqual(catalog?.deployments.map(({ id }) => id));
  });
});
