/** The catalog a file becomes: order, ids, wildcards with what they capture, and what counts as a secret. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Catalog } from "../contract/deployment.ts";
import { loadConfig, type LoadResult } from "./load.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-compile-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lock = "general_settings: {master_key: sk-a-strong-master-key-for-tests}\n";

function load(text: string, env: Readonly<Record<string, string>> = {}): LoadResult {
  writeFileSync(join(folder, "config.yaml"), lock + text);
  return loadConfig({ file: join(folder, "config.yaml"), env, cwd: folder });
}

function catalogOf(text: string, env: Readonly<Record<string, string>> = {}): Catalog {
  const { catalog, findings } = load(text, env);
  if (catalog === null) throw new Error(JSON.stringify(findings));
  return catalog;
}

const entry = (alias: string, more = ""): string =>
  `  - {model_name: "${alias}", litellm_params: {model: openai/x, api_base: "http://h/v1", api_key: k${more}}}\n`;

describe("the seed's file", () => {
  it("becomes three aliases in its order, all of the same model at OpenRouter", () => {
    const seed = join(import.meta.dirname, "../../resources/litellm-seed");
    writeFileSync(join(folder, ".env"), readFileSync(join(seed, "example.env")));
    writeFileSync(join(folder, "config.yaml"), readFileSync(join(seed, "config.yaml")));
    const { catalog, findings } = loadConfig({ file: join(folder, "config.yaml"), env: {}, cwd: folder });
    expect(findings.map(({ code, severity, line }) => `${code} ${severity} ${line}`)).toEqual([
      "unset_variable warning 30",
      "misplaced_key info 25",
      "master_key_weak warning 26",
    ]);
    expect(
      catalog?.deployments.map(({ alias, upstreamModel, apiBase, apiKey }) => [alias, upstreamModel, apiBase, apiKey]),
    ).toEqual(
      ["qwen-235b", "gpt-4", "gpt-3.5-turbo"].map((alias) => [
        alias,
        "qwen/qwen3-235b-a22b-2507",
        "https://openrouter.ai/api/v1",
        "sk-or-v1-...",
      ]),
    );
    expect(catalog?.settings).toMatchObject({ masterKey: "sk-1234", verbose: true, callbacks: ["otel"] });
  });
});

describe("wildcards", () => {
  it("stand from the longest literal text to the shortest, then by fewer stars, then as written", () => {
    const names = ["*", "a*b*", "ab*", "openai/gpt-*", "cd*", "openai/*"];
    const { wildcards } = catalogOf(`model_list:\n${names.map((name) => entry(name)).join("")}`);
    expect(wildcards.map(({ alias }) => alias)).toEqual(["openai/gpt-*", "openai/*", "ab*", "cd*", "a*b*", "*"]);
  });

  it.each([
    ["openai/*", "openai/gpt-4o", ["gpt-4o"]],
    ["*", "any/thing at all\nwith lines", ["any/thing at all\nwith lines"]],
    ["team-*/model-*", "team-red/model-7b", ["red", "7b"]],
    ["a.b+c*", "a.b+c(1)", ["(1)"]],
    ["openai/*", "xopenai/gpt", null],
    ["a.b*", "axb", null],
  ])("%s takes from %j what its stars stood for", (pattern, name, captures) => {
    const [wildcard] = catalogOf(`model_list:\n${entry(pattern)}`).wildcards;
    expect(wildcard?.pattern.exec(name)?.slice(1) ?? null).toEqual(captures);
  });

  it("are no exact aliases and answer to no model name of their own", () => {
    const { groups, byLitellmModel } = catalogOf(`model_list:\n${entry("w-*")}${entry("plain")}`);
    expect([...groups.keys()]).toEqual(["plain"]);
    expect(byLitellmModel.get("openai/x")?.deployments.map(({ alias }) => alias)).toEqual(["plain"]);
  });
});

describe("deployments", () => {
  it("know the model behind a cloud's own name from either place, and never send it as a parameter", () => {
    const [one, two] = catalogOf(`model_list:\n${entry("a", ", base_model: azure/gpt-4o")}
  - {model_name: b, litellm_params: {model: openai/x, api_base: "http://h/v1", api_key: k, base_model: p}, model_info: {base_model: i}}
`).deployments;
    expect(one).toMatchObject({ modelInfo: { base_model: "azure/gpt-4o" }, defaultParams: {} });
    expect(two?.modelInfo["base_model"]).toBe("i");
  });

  it("share an alias in file order, and each has its own id", () => {
    const { groups, byId } = catalogOf(`model_list:\n${entry("m", ", rpm: 1")}${entry("n")}${entry("m", ", rpm: 2")}`);
    expect(groups.get("m")?.deployments.map(({ rpm }) => rpm)).toEqual([1, 2]);
    expect(byId.size).toBe(3);
  });

  it("are one for each organization, with ids that no key changes", () => {
    const ids = (key: string): string[] =>
      catalogOf(
        `model_list:\n  - {model_name: m, litellm_params: {model: openai/x, api_key: os.environ/K, organization: [o1, o2]}}\n`,
        { K: key },
      ).deployments.map(({ id, organization }) => `${id} ${organization}`);
    expect(ids("first-secret-key")).toEqual(ids("second-secret-key"));
    expect(new Set(ids("first-secret-key")).size).toBe(2);
    expect(ids("first-secret-key").map((id) => id.split(" ")[1])).toEqual(["o1", "o2"]);
  });

  it("keep the id of model_info, as text, and a second one of the same id stays reachable", () => {
    const text = ["a", "b"]
      .map((name) => `  - {model_name: ${name}, model_info: {id: 7}, litellm_params: {model: openai/x, api_key: k}}\n`)
      .join("");
    const { byId } = catalogOf(`model_list:\n${text}`);
    expect([...byId].map(([id, { alias }]) => `${id} ${alias}`)).toEqual(["7 a", "7-2 b"]);
  });

  it("take defaults below their credential, and both below their own words", () => {
    const { deployments } = catalogOf(
      "router_settings: {default_litellm_params: {api_key: from-default, timeout: 5, rpm: 1}}\n" +
        "credential_list:\n  - {credential_name: c, credential_values: {api_key: from-credential, api_base: http://c/v1}}\n" +
        "model_list:\n" +
        "  - {model_name: a, litellm_params: {model: openai/x}}\n" +
        "  - {model_name: b, litellm_params: {model: openai/x, litellm_credential_name: c, rpm: 2}}\n" +
        "  - {model_name: c, litellm_params: {model: openai/x, litellm_credential_name: c, api_key: own, rpm: 3}}\n",
    );
    expect(deployments.map(({ apiKey, rpm, timeoutMs }) => [apiKey, rpm, timeoutMs])).toEqual([
      ["from-default", 1, 5000],
      ["from-credential", 2, 5000],
      ["own", 3, 5000],
    ]);
  });

  it("fall back to the provider's own variable when theirs is unset", () => {
    const text = "model_list:\n  - {model_name: m, litellm_params: {model: groq/x, api_key: os.environ/NONE}}\n";
    expect(catalogOf(text, { GROQ_API_KEY: "gsk-usual" }).deployments[0]?.apiKey).toBe("gsk-usual");
  });

  it("send the parameters of a call upstream, and nothing that the gateway reads itself", () => {
    const [deployment] = catalogOf(
      `model_list:\n${entry("m", ", temperature: 0.5, top_k: 3, my_own: [1], rpm: 9, weight: 2, tags: [t], max_retries: 3")}`,
    ).deployments;
    expect(deployment?.defaultParams).toEqual({ temperature: 0.5, top_k: 3, my_own: [1] });
  });

  it("drop a header that would be two", () => {
    const [deployment] = catalogOf(
      `model_list:\n${entry("m", ', extra_headers: {"X-Good": "1", "X-Bad": "a\\r\\nX-Evil: 1", "X\\nY": "1"}')}`,
    ).deployments;
    expect(deployment?.extraHeaders).toEqual({ "x-good": "1" });
  });

  it("without litellm_params disable their alias with a reason", () => {
    const { disabledAliases } = catalogOf(`model_list:\n${entry("m")}  - {model_name: broken}\n`);
    expect([...disabledAliases.keys()]).toEqual(["broken"]);
  });
});

describe("prices in litellm_params", () => {
  it("are the deployment's own, whatever their tier, and are never sent to a provider", () => {
    const prices =
      "input_cost_per_token: 3e-6, output_cost_per_token_above_200k_tokens_priority: 0.00001, base_model: gpt-4o";
    const { catalog, findings } = load(`model_list:\n${entry("a", `, ${prices}`)}`);
    const deployment = catalog?.deployments[0];
    expect(deployment?.defaultParams).toEqual({});
    expect(deployment?.shownParams).toMatchObject({
      output_cost_per_token_above_200k_tokens_priority: 0.00001,
      base_model: "gpt-4o",
    });
    expect(findings).toEqual([]);
  });
});

describe("secrets", () => {
  const secretsOf = (text: string, env: Readonly<Record<string, string>> = {}): Set<string> =>
    new Set(catalogOf(text, env).secrets);

  it("are every resolved key, wherever it is written or named", () => {
    const secrets = secretsOf(
      `credential_list:\n  - {credential_name: openrouter, credential_values: {api_key: in-a-credential}}\n` +
        `environment_variables: {SOME_API_KEY: in-the-section}\n` +
        `model_list:\n${entry("m", ', api_key: in-the-entry-itself, extra_headers: {Authorization: "Bearer in-a-header"}').replace("api_key: k, ", "")}` +
        `  - {model_name: n, litellm_params: {model: groq/x, aws_secret_access_key: os.environ/AWS, vertex_credentials: [in-a-list-of-two]}}\n` +
        `  - {model_name: o, litellm_params: {model: openai/x, api_key: k, api_base: "https://user:in-an-address@h/v1?api_key=in-a-query"}}\n`,
      { GROQ_API_KEY: "by-the-provider", AWS: "by-its-own-name", NPM_TOKEN: "in-the-process" },
    );
    for (const secret of [
      "sk-a-strong-master-key-for-tests",
      "in-a-credential",
      "in-the-section",
      "in-the-entry-itself",
      "Bearer in-a-header",
      "in-a-header",
      "by-the-provider",
      "by-its-own-name",
      "in-a-list-of-two",
      "in-an-address",
      "in-a-query",
      "in-the-process",
    ])
      expect(secrets, secret).toContain(secret);
  });

  it("are the passwords of every address, also of databases that this program never opens", () => {
    const secrets = secretsOf(
      `model_list:\n${entry("m")}general_settings: {master_key: sk-a-strong-master-key, database_url: "postgres://u:of-the-database@h/d"}\n` +
        `router_settings: {redis_url: "redis://:of-the-cache@h:6379"}\n` +
        `litellm_settings: {cache_params: {url: "rediss://u:half@way-there@h"}}\n`,
    );
    for (const secret of ["of-the-database", "of-the-cache", "half@way-there"]) expect(secrets).toContain(secret);
  });

  it("are never ordinary words, which would be cut out of every log", () => {
    const secrets = secretsOf(
      "credential_list:\n  - {credential_name: openrouter, credential_values: {api_key: in-a-credential}}\n" +
        `model_list:\n${entry("m", ', litellm_credential_name: openrouter, input_cost_per_token: "0.00000025", max_tokens: "100000000"')}`,
    );
    expect([...secrets].sort()).toEqual(["in-a-credential", "sk-a-strong-master-key-for-tests"]);
  });

  it("are in nothing that the catalog shows", () => {
    const { deployments, findings } = load(
      `model_list:\n${entry("m", ', aws_secret_access_key: secret-number-one, api_base: "https://u:secret-number-two@h/v1?key=secret-number-three"').replace('api_base: "http://h/v1", ', "")}`,
    ).catalog ?? { deployments: [], findings: [] };
    const shown = JSON.stringify([deployments.map(({ shownParams, id }) => [shownParams, id]), findings]);
    expect(deployments).toHaveLength(1);
    expect(shown).toContain("****");
    expect(shown).not.toMatch(/secret-number/);
  });
});

describe("settings", () => {
  it("of a negative size or time keep their defaults: minus one day would empty the log", () => {
    const { findings, catalog } = load(
      `portico:\n  log: {retention_days: -1, max_mb: -1, body_kb: -1}\nrouter_settings: {num_retries: -1, timeout: -5}\nmodel_list:\n${entry("m")}`,
    );
    expect(catalog?.settings.portico).toMatchObject({
      logRetentionDays: 30,
      logMaxBytes: 2048 * 1024 * 1024,
      logBodyBytes: 262_144,
      logAliases: [],
    });
    expect(catalog?.settings).toMatchObject({ numRetries: 2, requestTimeoutMs: 6_000_000 });
    expect(findings.filter(({ code }) => code === "wrong_type")).toHaveLength(5);
  });

  it("count numbers and booleans that a variable gives as text", () => {
    const { settings } = catalogOf(
      `router_settings: {num_retries: os.environ/R}\nlitellm_settings: {drop_params: os.environ/D, request_timeout: "12.5"}\nmodel_list:\n${entry("m")}`,
      { R: "5", D: "TRUE" },
    );
    expect(settings).toMatchObject({ numRetries: 5, dropParams: true, requestTimeoutMs: 12_500 });
  });
});
