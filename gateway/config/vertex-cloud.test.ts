/** What a `vertex_ai/` entry needs, where it may come from, and that nothing of it is shown. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRedactor } from "../base/redact.ts";
import type { Deployment } from "../contract/deployment.ts";
import { loadConfig, type LoadResult } from "./load.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-vertex-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const privateKey = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n";
const account = {
  type: "service_account",
  project_id: "from-file",
  private_key: privateKey,
  client_email: "robot@from-file.iam.gserviceaccount.com",
};

function load(params: string, env: Readonly<Record<string, string>> = {}): LoadResult {
  const text =
    "general_settings: {master_key: sk-a-strong-master-key-for-tests}\nmodel_list:\n  - model_name: v\n" +
    `    litellm_params:\n      model: vertex_ai/gemini-2.5-flash\n${params}`;
  writeFileSync(join(folder, "config.yaml"), text);
  return loadConfig({ file: join(folder, "config.yaml"), env, cwd: folder });
}

function deploymentOf(params: string, env: Readonly<Record<string, string>> = {}): Deployment {
  const { catalog, findings } = load(params, env);
  const deployment = catalog?.deployments[0];
  if (deployment === undefined) throw new Error(JSON.stringify(findings));
  return deployment;
}

const brief = ({ findings }: LoadResult): string[] =>
  findings.filter(({ severity }) => severity === "error").map(({ code, line }) => `${code} ${line}`);

describe("a vertex_ai entry", () => {
  it("works without a key or an address: credentials from a file beside it, the project from inside", () => {
    writeFileSync(join(folder, "sa.json"), JSON.stringify(account));
    const deployment = deploymentOf("      vertex_credentials: sa.json\n");
    expect(deployment).toMatchObject({
      apiBase: "https://us-central1-aiplatform.googleapis.com",
      apiKey: null,
      cloud: { vertex_project: "from-file", vertex_location: "us-central1", vertex_credentials: account },
    });
  });

  it.each([
    ["europe-west4", "https://europe-west4-aiplatform.googleapis.com"],
    ["global", "https://aiplatform.googleapis.com"],
    ["eu", "https://aiplatform.eu.rep.googleapis.com"],
  ])("in %s calls %s", (location, base) => {
    const params = `      vertex_location: ${location}\n      vertex_project: p\n      vertex_credentials: '${JSON.stringify(account)}'\n`;
    expect(deploymentOf(params).apiBase).toBe(base);
  });

  it("takes what it does not say from the environment", () => {
    writeFileSync(
      join(folder, "adc.json"),
      JSON.stringify({ type: "authorized_user", client_id: "c", client_secret: "s", refresh_token: "r" }),
    );
    const env = {
      GOOGLE_APPLICATION_CREDENTIALS: join(folder, "adc.json"),
      VERTEXAI_PROJECT: "from-env",
      VERTEXAI_LOCATION: "asia-northeast3",
    };
    expect(deploymentOf("", env)).toMatchObject({
      apiBase: "https://asia-northeast3-aiplatform.googleapis.com",
      cloud: { vertex_project: "from-env", vertex_credentials: { refresh_token: "r" } },
    });
  });

  it("finds what gcloud keeps for the user", () => {
    mkdirSync(join(folder, ".config/gcloud"), { recursive: true });
    writeFileSync(join(folder, ".config/gcloud/application_default_credentials.json"), JSON.stringify(account));
    expect(deploymentOf("", { HOME: folder }).cloud["vertex_credentials"]).toEqual(account);
  });

  it("takes a map of references, as LiteLLM does", () => {
    const params =
      "      vertex_credentials:\n        type: service_account\n        project_id: p\n" +
      "        client_email: a@b\n        private_key: os.environ/SA_KEY\n";
    const deployment = deploymentOf(params, { SA_KEY: privateKey });
    expect(deployment.cloud["vertex_credentials"]).toMatchObject({ private_key: privateKey });
    expect(JSON.stringify(deployment.shownParams)).not.toContain("PRIVATE");
  });

  it("keeps the private key out of everything that is shown or logged", () => {
    writeFileSync(join(folder, "sa.json"), JSON.stringify(account));
    const { catalog } = load("      vertex_credentials: sa.json\n");
    const redact = createRedactor(catalog?.secrets ?? []);
    expect(redact(`a ${JSON.stringify({ key: privateKey })} b ${privateKey}`)).not.toContain("MIIEvQIBADANBg");
    expect(JSON.stringify(catalog?.deployments[0]?.shownParams)).not.toMatch(/MIIE|PRIVATE/);
    const inline = load(`      vertex_credentials: ${JSON.stringify(account)}\n`);
    expect(JSON.stringify([inline.catalog?.deployments[0]?.shownParams, inline.findings])).not.toMatch(/MIIE/);
  });

  it("is loaded again when its credentials file changes", () => {
    writeFileSync(join(folder, "sa.json"), JSON.stringify(account));
    expect(load("      vertex_credentials: sa.json\n").watchedFiles).toContain(join(folder, "sa.json"));
  });

  it.each<[string, string, string | null, string]>([
    ["a file that is not there", "      vertex_credentials: none.json\n", null, "bad_credentials 6"],
    ["a file that is not JSON", "      vertex_credentials: sa.json\n", "oops", "bad_credentials 6"],
    ["a file that holds a list", "      vertex_credentials: sa.json\n", "[]", "bad_credentials 6"],
    [
      "credentials of another kind",
      "      vertex_credentials: sa.json\n",
      '{"type":"external_account"}',
      "bad_credentials 6",
    ],
    [
      "half an account",
      "      vertex_credentials: sa.json\n",
      '{"type":"service_account","client_email":"a"}',
      "bad_credentials 6",
    ],
    ["broken JSON in the file itself", "      vertex_credentials: '{\"type\": '\n", null, "bad_credentials 6"],
    ["a variable that is not set", "      vertex_credentials: os.environ/NOT_SET\n", null, "unset_variable 6"],
    ["nothing at all", "", null, "missing_api_key 5"],
    ["no project", "      api_key: k\n", null, "missing_key 5"],
    [
      "a place that is none",
      "      vertex_location: evil.example/\n      vertex_credentials: sa.json\n",
      "{}",
      "bad_url 6",
    ],
  ])("with %s is left out, and the line says why", (_what, params, file, wanted) => {
    if (file !== null) writeFileSync(join(folder, "sa.json"), file);
    const result = load(params);
    expect(brief(result)).toEqual([wanted]);
    expect(result.catalog?.deployments).toEqual([]);
  });
});
