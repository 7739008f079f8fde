/** Cloud deployments from real files: what they take from where, what is missing at which line, and what counts as a secret. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Deployment } from "../contract/deployment.ts";
import { loadConfig, type LoadResult } from "./load.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-cloud-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Env = Readonly<Record<string, string>>;

function load(params: string, env: Env = {}): LoadResult {
  const text = `general_settings: {master_key: sk-a-strong-master-key-for-tests}
model_list:
  - model_name: m
    litellm_params:
${params.replaceAll(/^/gm, "      ")}
`;
  writeFileSync(join(folder, "config.yaml"), text);
  return loadConfig({ file: join(folder, "config.yaml"), env, cwd: folder });
}

function deployment(params: string, env: Env = {}): Deployment {
  const { catalog, findings } = load(params, env);
  const found = catalog?.deployments[0];
  if (found === undefined) throw new Error(JSON.stringify(findings));
  return found;
}

function errors(params: string, env: Env = {}): string[] {
  return load(params, env)
    .findings.filter(({ severity }) => severity === "error")
    .map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`);
}

const claude = "model: bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0";
const keys = "\naws_access_key_id: AKIAWRITTENINTHEFILE\naws_secret_access_key: a-secret-written-in-the-file";
const envKeys = { AWS_ACCESS_KEY_ID: "AKIAFROMENVIRONMENT0", AWS_SECRET_ACCESS_KEY: "a-secret-from-the-environment" };

describe("a Bedrock entry", () => {
  it("needs no api_base and no api_key: the region gives the address, the keys sign", () => {
    const { apiBase, apiKey, cloud, upstreamModel } = deployment(`${claude}${keys}\naws_region_name: eu-west-1`);
    expect([apiBase, apiKey]).toEqual(["https://bedrock-runtime.eu-west-1.amazonaws.com", null]);
    expect(upstreamModel).toBe("anthropic.claude-sonnet-4-5-20250929-v1:0");
    expect(cloud).toEqual({
      aws_access_key_id: "AKIAWRITTENINTHEFILE",
      aws_secret_access_key: "a-secret-written-in-the-file",
      aws_region_name: "eu-west-1",
    });
  });

  it.each([
    ["the entry", `${claude}\naws_region_name: eu-west-1`, { AWS_REGION: "us-east-1" }, "eu-west-1"],
    ["the model's name", "model: bedrock/ap-northeast-2/some.model", { AWS_REGION: "us-east-1" }, "ap-northeast-2"],
    [
      "an ARN",
      "model: bedrock/arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.x-v1:0",
      { AWS_REGION: "us-east-1" },
      "eu-central-1",
    ],
    ["the environment", claude, { AWS_REGION: "us-east-1" }, "us-east-1"],
    ["nowhere", claude, {}, "us-west-2"],
  ])("takes its region from %s", (_where, params, env: Env, region) => {
    const found = deployment(params, { ...envKeys, ...env });
    expect(found.cloud["aws_region_name"]).toBe(region);
    expect(found.apiBase).toBe(`https://bedrock-runtime.${region}.amazonaws.com`);
  });

  it("is called in China's own domain there, and at a written address wherever that is", () => {
    expect(deployment(`${claude}${keys}\naws_region_name: cn-north-1`).apiBase).toBe(
      "https://bedrock-runtime.cn-north-1.amazonaws.com.cn",
    );
    const vpc = "https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com";
    expect(deployment(`${claude}${keys}\naws_bedrock_runtime_endpoint: ${vpc}`).apiBase).toBe(vpc);
    expect(deployment(`${claude}${keys}\napi_base: http://127.0.0.1:9/`).apiBase).toBe("http://127.0.0.1:9");
  });

  it("takes keys from the environment as a set, and never mixes a session into the entry's own keys", () => {
    const session = { AWS_SESSION_TOKEN: "a-session-of-the-environment" };
    expect(deployment(claude, { ...envKeys, ...session }).cloud).toMatchObject({
      aws_access_key_id: envKeys.AWS_ACCESS_KEY_ID,
      aws_session_token: session.AWS_SESSION_TOKEN,
    });
    expect(deployment(`${claude}${keys}`, { ...envKeys, ...session }).cloud).not.toHaveProperty("aws_session_token");
  });

  it("sends a bearer token instead of signing, unless the entry has keys of its own", () => {
    const env = { AWS_BEARER_TOKEN_BEDROCK: "bedrock-api-key-of-the-environment", ...envKeys };
    expect(deployment(claude, env)).toMatchObject({ apiKey: env.AWS_BEARER_TOKEN_BEDROCK });
    expect(deployment(claude, env).cloud).not.toHaveProperty("aws_access_key_id");
    expect(deployment(`${claude}${keys}`, env).apiKey).toBeNull();
    expect(deployment(`${claude}\napi_key: bedrock-api-key-of-the-file`).apiKey).toBe("bedrock-api-key-of-the-file");
  });

  it("names what is missing, at the line that lacks it", () => {
    expect(errors(claude)).toEqual([
      'missing_api_key 5:14 Alias "m" has no aws_access_key_id and no bearer token for Bedrock.',
    ]);
    expect(errors(`${claude}\naws_access_key_id: AKIAWRITTENINTHEFILE`)).toEqual([
      'missing_api_key 6:26 Alias "m" has no aws_secret_access_key and no bearer token for Bedrock.',
    ]);
    expect(errors(`${claude}${keys.replace("a-secret-written-in-the-file", "os.environ/MY_SECRET")}`)).toEqual([
      'unset_variable 7:30 The variable MY_SECRET is not set, so alias "m" does not work.',
    ]);
    expect(errors(`${claude}\naws_profile_name: work`)[0]).toMatch(
      /^missing_api_key 6:25 .*`aws_profile_name` is not read/,
    );
  });

  it("refuses a region that would lead the call to another host", () => {
    expect(errors(`${claude}${keys}\naws_region_name: evil.example/x`)).toEqual([
      "bad_url 8:24 `evil.example/x` is no AWS region.",
    ]);
  });

  it("keeps an address that is named but not set from becoming AWS's own", () => {
    expect(errors(`${claude}${keys}\napi_base: os.environ/MY_BASE`)[0]).toMatch(/^unset_variable 8:17 /);
  });
});

describe("an Azure entry", () => {
  const gpt = "model: azure/my-deployment\napi_base: https://r.openai.azure.com";

  it("takes base, key and version from its own variables", () => {
    const env = {
      AZURE_API_BASE: "https://e.openai.azure.com/",
      AZURE_API_KEY: "key-of-azure",
      AZURE_API_VERSION: "2025-04-01-preview",
    };
    expect(deployment("model: azure/my-deployment", env)).toMatchObject({
      apiBase: "https://e.openai.azure.com",
      apiKey: "key-of-azure",
      apiVersion: "2025-04-01-preview",
    });
    expect(deployment(`${gpt}\napi_version: "2024-10-21"`, env).apiVersion).toBe("2024-10-21");
  });

  it("works with a token in place of a key, and prefers a key where both are", () => {
    const env = { AZURE_AD_TOKEN: "token-of-the-environment" };
    expect(deployment(gpt, env)).toMatchObject({ apiKey: null, cloud: { azure_ad_token: "token-of-the-environment" } });
    expect(deployment(`${gpt}\nazure_ad_token: token-of-the-file`, env).cloud["azure_ad_token"]).toBe(
      "token-of-the-file",
    );
    expect(deployment(`${gpt}\napi_key: key-of-azure`, env)).toMatchObject({ apiKey: "key-of-azure", cloud: {} });
  });

  it("says that it trades no client secret for a token", () => {
    expect(errors(gpt)[0]).toMatch(/^missing_api_key 5:14 .*AZURE_OPENAI_API_KEY, AZURE_API_KEY/);
    expect(errors(`${gpt}\nclient_secret: s`)[0]).toMatch(/^missing_api_key 7:22 .*`client_secret` is not read/);
  });
});

describe("every cloud's secrets", () => {
  it("are known for redaction, wherever they came from, and shown nowhere", () => {
    const { catalog } = load(`${claude}${keys}\naws_session_token: a-session-written-in-the-file`);
    for (const secret of ["AKIAWRITTENINTHEFILE", "a-secret-written-in-the-file", "a-session-written-in-the-file"]) {
      expect(catalog?.secrets).toContain(secret);
      expect(JSON.stringify(catalog?.deployments[0]?.shownParams)).not.toContain(secret);
    }
    expect(load(claude, envKeys).catalog?.secrets).toEqual(expect.arrayContaining(Object.values(envKeys)));
    const bearer = "bedrock-api-key-of-the-environment";
    expect(load(claude, { AWS_BEARER_TOKEN_BEDROCK: bearer }).catalog?.secrets).toContain(bearer);
  });
});
