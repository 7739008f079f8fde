/** LiteLLM's clients add, change and delete models over a real socket, and find them in the file that stays theirs. */
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { configFolder, type ConfigFolder } from "../config/models/__fixtures__/config-folder.ts";
import { ModelEdits } from "../config/models/model-edits.ts";
import { Authenticator } from "../policy/authenticate.ts";
import { FailedLogins } from "../policy/failed-logins.ts";
import type { ConnectionSettings } from "../contract/connections.ts";
import { ClientDoor } from "./client-door.ts";
import { createHttpServer, type HttpServer } from "./http.ts";
import { registerModelEditRoutes } from "./model-edit-routes.ts";
import { PanelSessions } from "./panel-session.ts";

const masterKey = "sk-a-strong-master-key-for-tests";
const yaml = `# our models
model_list:
  # the big one
  - model_name: qwen # for everyone
    litellm_params:
      model: hosted_vllm/qwen3
      api_base: http://127.0.0.1:8000/v1
      rpm: 60 # the server's own
    model_info: {id: qwen-1}
  - model_name: gpt
    litellm_params: {model: openai/gpt-4o, api_key: os.environ/OPENAI_API_KEY}
general_settings: # ours
  master_key: ${masterKey}
`;

const connections: ConnectionSettings = {
  tls: null,
  clientCertificates: [],
  addressLimits: null,
  trustedProxies: [],
  allowedAddresses: null,
};

let folder: ConfigFolder;
let app: HttpServer;
let serve: (key: string | null) => Promise<void>;

beforeEach(async () => {
  folder = configFolder(yaml);
  serve = async (key) => {
    const authenticator = new Authenticator(key, null);
    app = createHttpServer({
      clock: systemClock,
      authenticator: () => authenticator,
      failedLogins: new FailedLogins(systemClock),
      sessions: new PanelSessions(systemClock, null, () => key),
      secure: null,
      clients: new ClientDoor(() => connections, systemClock),
      doorPolicy: () => ({ allowedHosts: [], allowedOrigins: [], isWide: false, scheme: "http" }),
      maxRequestBytes: 1 << 20,
      reportBug: (failure) => {
        throw failure;
      },
    });
    const edits = new ModelEdits(folder.parts);
    registerModelEditRoutes(app, {
      add: (body) => edits.add(body),
      update: (body) => edits.update(body),
      patch: (id, body) => edits.patch(id, body),
      delete: (body) => edits.delete(body),
    });
    await app.listen({ port: 0, host: "127.0.0.1" });
  };
  await serve(masterKey);
});
afterEach(async () => {
  await app.close();
  folder.remove();
});

type Answer = Record<string, unknown> & { readonly error?: Record<string, unknown> };

async function send(path: string, body: unknown, method = "POST", key = masterKey): Promise<[number, Answer]> {
  const { port } = app.server.address() as AddressInfo; // a TCP server has one
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return [response.status, (await response.json()) as Answer];
}

const deployments = () => folder.load().catalog?.deployments ?? [];

describe("/model/new", () => {
  const claude = {
    model_name: "claude",
    litellm_params: { model: "anthropic/claude-sonnet-4-5", api_key: "sk-ant-very-secret-1", rpm: 9 },
    model_info: { id: "my-claude", team: "a" },
  };

  it("adds an entry under the client's id, and every comment stays", async () => {
    const [status, answer] = await send("/model/new", claude);
    expect(status).toBe(200);
    expect(answer).toMatchObject({
      model_id: "my-claude",
      model_name: "claude",
      litellm_params: { model: "anthropic/claude-sonnet-4-5", rpm: 9 },
      model_info: { id: "my-claude", team: "a", db_model: false },
      created_by: "default_user_id",
      updated_by: "default_user_id",
    });
    expect(Date.parse(String(answer["created_at"]))).toBeGreaterThan(Date.now() - 60_000);
    for (const comment of ["# our models", "# the big one", "# for everyone", "# the server's own", "# ours"])
      expect(folder.text()).toContain(comment);
    expect(deployments().at(-1)).toMatchObject({
      id: "my-claude",
      alias: "claude",
      rpm: 9,
      apiKey: "sk-ant-very-secret-1",
    });
    expect(folder.history).toEqual([{ text: folder.text(), by: "api" }]);
  });

  it("keeps the key in the .env and names it in the file, and never answers with it", async () => {
    const [, answer] = await send("/model/new", claude);
    expect(folder.env()).toEqual({ PORTICO_KEY_ANTHROPIC_CLAUDE: "sk-ant-very-secret-1" });
    expect(folder.text()).toContain("api_key: os.environ/PORTICO_KEY_ANTHROPIC_CLAUDE");
    expect(folder.text() + JSON.stringify(answer)).not.toContain("very-secret");
  });

  it("takes a secret out wherever it stands, and leaves what names a variable", async () => {
    const [, answer] = await send("/model/new", {
      model_name: "모델/a b",
      litellm_params: {
        model: "bedrock/x",
        aws_secret_access_key: "aws-secret-value",
        api_key: "os.environ/MINE",
        extra_headers: { "X-Api-Key": "header-secret", plain: "yes" },
        api_base: "https://user:pass-word@host/v1",
        vertex_credentials: { private_key: "pem-secret" },
        input_cost_per_token: 1e-6,
      },
    });
    const text = folder.text();
    const { litellm_params: told } = answer;
    expect(told).toEqual({
      model: "bedrock/x",
      aws_secret_access_key: "os.environ/PORTICO_AWS_SECRET_ACCESS_KEY_BEDROCK_A_B",
      vertex_credentials: "os.environ/PORTICO_VERTEX_CREDENTIALS_BEDROCK_A_B",
      api_base: "os.environ/PORTICO_API_BASE_BEDROCK_A_B",
      input_cost_per_token: 1e-6,
    });
    for (const secret of ["aws-secret-value", "header-secret", "pass-word", "pem-secret"])
      expect(text).not.toContain(secret);
    expect(folder.env()).toEqual({
      PORTICO_AWS_SECRET_ACCESS_KEY_BEDROCK_A_B: "aws-secret-value",
      PORTICO_X_API_KEY_BEDROCK_A_B: "header-secret",
      PORTICO_API_BASE_BEDROCK_A_B: "https://user:pass-word@host/v1",
      PORTICO_VERTEX_CREDENTIALS_BEDROCK_A_B: '{"private_key":"pem-secret"}',
    });
    expect(text).toContain("os.environ/MINE");
    expect(text).toMatch(/plain: "?yes/);
    expect(text).toContain("input_cost_per_token: 0.000001");
  });

  it("gives two keys of one alias two names", async () => {
    await send("/model/new", { ...claude, model_info: {} });
    await send("/model/new", {
      ...claude,
      model_info: {},
      litellm_params: { ...claude.litellm_params, api_key: "sk-ant-2" },
    });
    expect(folder.env()).toEqual({
      PORTICO_KEY_ANTHROPIC_CLAUDE: "sk-ant-very-secret-1",
      PORTICO_KEY_ANTHROPIC_CLAUDE_2: "sk-ant-2",
    });
  });

  it("makes an id that stays when everything else changes", async () => {
    const [, { model_id: id }] = await send("/model/new", { ...claude, model_info: undefined });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await send(`/model/${String(id)}/update`, { model_name: "other", litellm_params: { model: "openai/x" } }, "PATCH");
    expect(deployments().find((one) => one.id === id)).toMatchObject({ alias: "other", upstreamModel: "x" });
  });

  it("refuses an id that is there, a body without a model, and a file that could not run", async () => {
    expect(await send("/model/new", { ...claude, model_info: { id: "qwen-1" } })).toMatchObject([
      400,
      { error: { message: "Model with id=qwen-1 is there already", param: "model_info.id" } },
    ]);
    expect(await send("/model/new", { model_name: "x", litellm_params: {} })).toMatchObject([
      422,
      { error: { param: "litellm_params.model" } },
    ]);
    expect(await send("/model/new", { litellm_params: { model: "openai/x" } })).toMatchObject([
      422,
      { error: { param: "model_name" } },
    ]);
    folder.write(`${yaml}router_settings: [1]\n`);
    const [status, answer] = await send("/model/new", claude);
    expect(status).toBe(400);
    expect(answer.error?.["message"]).toContain("The config could not run");
    expect(folder.history).toEqual([]);
    expect(folder.env()).toEqual({});
  });

  it("loses none of many that come at once", async () => {
    const names = Array.from({ length: 12 }, (_, at) => `m${at}`);
    const answers = await Promise.all(
      names.map((name) =>
        send("/model/new", { model_name: name, litellm_params: { model: `openai/${name}`, api_key: name } }),
      ),
    );
    expect(answers.map(([status]) => status)).toEqual(names.map(() => 200));
    expect(deployments().map(({ alias, apiKey }) => [alias, apiKey])).toEqual([
      ["qwen", null],
      ...names.map((name) => [name, name]),
    ]);
  });
});

describe("/model/update", () => {
  it("changes what the body says, and leaves what is null or absent", async () => {
    const [status, answer] = await send("/model/update", {
      model_name: "qwen-large",
      litellm_params: { model: "hosted_vllm/qwen3-large", rpm: null, api_key: "vllm-key-1" },
      model_info: { id: "qwen-1", ignored: true },
    });
    expect(status).toBe(200);
    expect(answer).toMatchObject({ model_id: "qwen-1", model_name: "qwen-large", created_at: null });
    expect(deployments()[0]).toMatchObject({
      id: "qwen-1",
      alias: "qwen-large",
      upstreamModel: "qwen3-large",
      rpm: 60,
      apiKey: "vllm-key-1",
    });
    expect(folder.text()).toContain("# the server's own");
    expect(folder.text()).not.toContain("ignored");
  });

  it("puts a new key in the place of the one it stored before", async () => {
    const change = (key: string) =>
      send("/model/update", { litellm_params: { api_key: key }, model_info: { id: "qwen-1" } });
    await change("first-key");
    await change("second-key");
    expect(folder.env()).toEqual({ PORTICO_KEY_HOSTED_VLLM_QWEN: "second-key" });
  });

  it("leaves a variable alone that another entry names too", async () => {
    const shared = yaml
      .replace("rpm: 60", "api_key: os.environ/PORTICO_KEY_SHARED")
      .replace("OPENAI_API_KEY", "PORTICO_KEY_SHARED");
    folder.write(shared);
    await send("/model/update", { litellm_params: { api_key: "own-key" }, model_info: { id: "qwen-1" } });
    expect(folder.env()).toEqual({ PORTICO_KEY_HOSTED_VLLM_QWEN: "own-key" });
    expect(folder.text()).toMatch(/model: openai\/gpt-4o, api_key: os.environ\/PORTICO_KEY_SHARED/);
  });

  it.each([
    [{}, "Authentication Error, model_info not provided"],
    [{ model_info: {} }, "Authentication Error, model_info.id not provided"],
    [{ model_info: { id: "qwen-1" } }, "Authentication Error, litellm_params not provided"],
    [{ model_info: { id: "nobody" }, litellm_params: { rpm: 1 } }, "Authentication Error, model not found"],
  ])("refuses %j as LiteLLM does", async (body, message) => {
    expect(await send("/model/update", body)).toMatchObject([400, { error: { message, code: "400" } }]);
    expect(folder.history).toEqual([]);
  });
});

describe("/model/{id}/update", () => {
  it("changes only what it names, information too, and takes a price out by null", async () => {
    const patch = (body: unknown) => send("/model/qwen-1/update", body, "PATCH");
    await patch({ litellm_params: { input_cost_per_token: 3e-6 }, model_info: { note: "x" } });
    expect(deployments()[0]).toMatchObject({ rpm: 60, modelInfo: { id: "qwen-1", note: "x" } });
    expect(folder.text()).toContain("input_cost_per_token: 0.000003");
    const [, answer] = await patch({ litellm_params: { input_cost_per_token: null } });
    expect(folder.text()).not.toContain("input_cost_per_token");
    expect(answer["litellm_params"]).toEqual({
      model: "hosted_vllm/qwen3",
      api_base: "http://127.0.0.1:8000/v1",
      rpm: 60,
    });
  });

  it("writes nothing when nothing changes", async () => {
    expect((await send("/model/qwen-1/update", { litellm_params: { rpm: 60 } }, "PATCH"))[0]).toBe(200);
    expect(folder.history).toEqual([]);
  });

  it("does not know what is not there", async () => {
    expect(await send("/model/nobody/update", { model_name: "x" }, "PATCH")).toMatchObject([
      404,
      { error: { message: "Model nobody not found on proxy.", type: "not_found_error" } },
    ]);
  });
});

describe("/model/delete", () => {
  it("takes the entry out and nothing else", async () => {
    expect(await send("/model/delete", { id: "qwen-1" })).toEqual([
      200,
      { message: "Model: qwen-1 deleted successfully" },
    ]);
    expect(folder.text()).not.toContain("qwen3");
    expect(folder.text()).toContain("openai/gpt-4o");
    expect(folder.text()).toContain("# ours");
    expect(await send("/model/delete", { id: "qwen-1" })).toMatchObject([
      400,
      { error: { message: "Model with id=qwen-1 not found in db" } },
    ]);
  });
});

describe("the door", () => {
  it("is closed to a wrong key, and to everyone where there is no master key", async () => {
    expect((await send("/model/delete", { id: "qwen-1" }, "POST", "sk-wrong"))[0]).toBe(401);
    await app.close();
    await serve(null);
    const [status, answer] = await send("/model/delete", { id: "qwen-1" });
    expect(status).toBe(401);
    expect(answer.error?.["message"]).toContain("under the master key only");
    expect(folder.text()).toBe(yaml);
  });
});
