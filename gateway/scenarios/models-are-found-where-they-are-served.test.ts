/**
 * Models of every kind of server are listed with what the server says of them, and a key goes nowhere but where it was
 * meant to go. Each server is a real one on loopback that speaks its own dialect.
 */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { DiscoverAnswer, DiscoveredModel, DiscoverRequest, ModelSource } from "../contract/model-catalog.ts";
import { startListServer, type AskedList, type ListAnswer, type ListServer } from "./list-server.ts";
import * as lists from "./listed-models.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const secrets = {
  OPENROUTER_API_KEY: "sk-or-secret-000000",
  OPENAI_API_KEY: "sk-openai-secret-11111",
  MY_GATEWAY_KEY: "sk-mine-222222",
};
let ollama: ListServer;
let clouds: ListServer;
let gateway: RunningGateway;
const servers: ListServer[] = [];

beforeAll(async () => {
  ollama = await startListServer(({ path }) =>
    path === "/api/tags" ? { body: lists.ollamaTags } : path === "/api/show" ? { body: lists.ollamaShow } : undefined,
  );
  clouds = await startListServer(({ path }) => {
    if (path === "/claude/v1/models?limit=1000") return { body: lists.anthropicPage };
    const page = { ...lists.geminiPage, nextPageToken: "p 2" };
    if (path === "/google/v1beta/models?pageSize=1000") return { body: page };
    const last = { models: [{ name: "models/gemini-last", supportedGenerationMethods: ["generateContent"] }] };
    return path === "/google/v1beta/models?pageSize=1000&pageToken=p+2" ? { body: last } : undefined;
  });
  gateway = await runGateway(
    `
model_list:
  - {model_name: local, litellm_params: {model: ollama_chat/llama3.2:latest, api_base: "${ollama.origin}"}}
  - {model_name: own, litellm_params: {model: openai/m, api_base: "${ollama.origin}/own/v1", api_key: os.environ/MY_GATEWAY_KEY}}
  - {model_name: claude, litellm_params: {model: anthropic/claude-opus-4-6, api_base: "${clouds.origin}/claude", api_key: sk-ant-secret-3}}
  - {model_name: google, litellm_params: {model: gemini/gemini-2.5-flash, api_base: "${clouds.origin}/google", api_key: AIza-secret-4}}
  - {model_name: demo, litellm_params: {model: openai/x, mock_response: Hello}}
general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}
`,
    {
      ...secrets,
      LITELLM_MASTER_KEY: masterKey,
      OLLAMA_API_BASE: ollama.origin,
      LM_STUDIO_API_BASE: "http://127.0.0.1:9/v1",
    },
  );
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});
afterAll(async () => {
  await gateway.stop();
  await ollama.stop();
  await clouds.stop();
});

async function serve(answer: (asked: AskedList) => ListAnswer | undefined): Promise<ListServer> {
  const server = await startListServer(answer);
  servers.push(server);
  return server;
}

const discover = (question: Partial<DiscoverRequest>): Promise<Response> =>
  gateway.panel("/catalog/discover", { sourceId: null, apiBase: null, keyVariable: null, ...question });

async function found(question: Partial<DiscoverRequest>): Promise<DiscoverAnswer> {
  const response = await discover(question);
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return JSON.parse(text) as DiscoverAnswer; // the panel's contract
}

async function refused(question: Partial<DiscoverRequest>): Promise<{ code: string; message: string; hint: string }> {
  const response = await discover(question);
  const { error } = (await response.json()) as { error: { portico_code: string; message: string; hint: string } }; // ours
  // 401 and 502 to 504 would tell the panel something else: no session, no gateway.
  expect([400, 422]).toContain(response.status);
  return { code: error.portico_code, message: error.message, hint: error.hint };
}

const states = ({ abilities }: DiscoveredModel): Record<string, string> =>
  Object.fromEntries(abilities.map(({ name, state }) => [name, state]));

it("reads OpenRouter's prices exactly, its contexts, modalities and abilities, and follows its pages", async () => {
  const [first, ...rest] = lists.openrouterPage.data;
  const server = await serve(({ path }) => {
    if (path === "/api/v1/models")
      return { body: { data: [first], links: { next: "/api/v1/models?offset=1&limit=1" } } };
    return path === "/api/v1/models?offset=1&limit=1" ? { body: { data: rest } } : undefined;
  });
  const answer = await found({ apiBase: `${server.origin}/api/v1`, keyVariable: "MY_GATEWAY_KEY" });
  expect(answer).toMatchObject({ provider: "openrouter", apiBase: `${server.origin}/api/v1` });
  const [qwen, gemini, auto] = answer.models;
  expect(qwen).toMatchObject({
    model: "openrouter/qwen/qwen3-235b-a22b-2507",
    title: "Qwen: Qwen3 235B A22B Instruct 2507",
    contextTokens: 262144,
    inputModalities: ["text"],
    price: { inputPerMillion: "0.078", outputPerMillion: "0.312", cacheReadPerMillion: null, source: "provider" },
    aliases: [],
  });
  expect(states(qwen as DiscoveredModel)).toMatchObject({
    tools: "yes",
    json_schema: "yes",
    reasoning: "no",
    vision: "no",
  });
  expect(gemini?.price.cacheReadPerMillion).toBe("0.075");
  expect(states(gemini as DiscoveredModel)).toMatchObject({
    vision: "yes",
    audio_input: "yes",
    pdf_input: "yes",
    reasoning: "yes",
    json_schema: "no",
  });
  // A price that depends is not known; a negative one would be nonsense.
  expect(auto?.price).toMatchObject({ inputPerMillion: null, outputPerMillion: null });
});

it("asks Ollama for what each model can do, and says which alias calls it already", async () => {
  const answer = await found({ sourceId: "ollama" });
  expect(answer).toMatchObject({ provider: "ollama_chat", apiBase: ollama.origin });
  expect(answer.models).toHaveLength(1);
  const [llama] = answer.models;
  expect(llama).toMatchObject({ model: "ollama_chat/llama3.2:latest", contextTokens: 131072, aliases: ["local"] });
  expect(states(llama as DiscoveredModel)).toMatchObject({ tools: "yes", vision: "no", reasoning: "no" });
  expect(llama?.price.inputPerMillion).toBeNull();
});

it("recognises a server behind a bare address by what its list says of itself", async () => {
  const withV1 = (body: unknown) => serve(({ path }) => (path === "/v1/models" ? { body } : undefined));
  const vllm = await withV1(lists.vllmList);
  expect(await found({ apiBase: vllm.origin })).toMatchObject({
    provider: "hosted_vllm",
    apiBase: `${vllm.origin}/v1`,
    models: [{ model: "hosted_vllm/Qwen/Qwen3-8B", contextTokens: 40960 }],
  });
  const llamaCpp = await withV1(lists.llamaCppList);
  expect(await found({ apiBase: `${llamaCpp.origin}/v1/` })).toMatchObject({
    provider: "llamafile",
    models: [{ model: "llamafile/gemma-3-4b", contextTokens: 131072 }],
  });
  const other = await serve(({ path, headers }) => {
    if (path === "/api/tags") return { body: lists.ollamaTags };
    if (path === "/api/show") return { body: lists.ollamaShow };
    return path === "/v1/models" && headers.authorization === undefined ? { body: lists.ollamaOpenaiList } : undefined;
  });
  expect(await found({ apiBase: other.origin })).toMatchObject({ provider: "ollama_chat", apiBase: other.origin });
  const studio = await serve(({ path }) => {
    if (path === "/api/v0/models") return { body: lists.lmStudioList };
    const data = lists.lmStudioList.data.map(({ id }) => ({ id, object: "model", owned_by: "organization_owner" }));
    return path === "/v1/models" ? { body: { object: "list", data } } : undefined;
  });
  const { provider, models } = await found({ apiBase: `${studio.origin}/v1` });
  expect(provider).toBe("lm_studio");
  expect(models.map(({ model, contextTokens }) => [model, contextTokens])).toEqual([
    ["lm_studio/qwen2-vl-7b-instruct", 32768],
    ["lm_studio/nomic-embed-text", 2048],
  ]);
  expect(models.map(states)).toMatchObject([{ vision: "yes" }, { embedding: "yes" }]);
});

it("reads Anthropic's and Gemini's own lists, each with its own header for the key", async () => {
  const { sources } = (await (await gateway.panel("/catalog/sources")).json()) as { sources: ModelSource[] }; // the contract
  const idOf = (path: string): string => sources.find(({ apiBase }) => apiBase === clouds.origin + path)?.id ?? "";
  const claude = await found({ sourceId: idOf("/claude") });
  expect(claude.models).toMatchObject([
    { model: "anthropic/claude-opus-4-6", title: "Claude Opus 4.6", contextTokens: 200000, aliases: ["claude"] },
  ]);
  expect(claude.models.map(states)).toMatchObject([
    { vision: "yes", pdf_input: "yes", json_schema: "yes", reasoning: "yes" },
  ]);
  expect(clouds.asked.at(-1)?.headers).toMatchObject({
    "x-api-key": "sk-ant-secret-3",
    "anthropic-version": "2023-06-01",
  });
  const google = await found({ sourceId: idOf("/google") });
  // What only answers by a method of its own cannot be called here.
  expect(google.models.map(({ model, contextTokens }) => [model, contextTokens])).toEqual([
    ["gemini/gemini-2.5-flash", 1048576],
    ["gemini/text-embedding-004", 2048],
    ["gemini/gemini-last", null],
  ]);
  expect(google.models.map(({ aliases }) => aliases)).toEqual([["google"], [], []]);
  expect(clouds.asked.at(-1)?.headers["x-goog-api-key"]).toBe("AIza-secret-4");
});

it("takes prices from the price map where the server says none, and names it as their source", async () => {
  const server = await serve(({ path }) =>
    path === "/v1/models"
      ? {
          body: {
            data: [
              { id: "gpt-4o-mini", object: "model", owned_by: "system" },
              { id: "never-heard-of-it", object: "model", owned_by: "me" },
            ],
          },
        }
      : undefined,
  );
  const { provider, models } = await found({ apiBase: `${server.origin}/v1`, keyVariable: "MY_GATEWAY_KEY" });
  expect(provider).toBe("openai");
  expect(models[0]?.price).toMatchObject({ inputPerMillion: "0.15", outputPerMillion: "0.6", source: "price_map" });
  expect(models[0]?.abilities.find(({ name }) => name === "tools")).toMatchObject({
    state: "yes",
    source: "price_map",
  });
  expect(models[1]).toMatchObject({
    contextTokens: null,
    price: { inputPerMillion: null, outputPerMillion: null, source: null },
    abilities: [],
  });
});

it("sends a typed address only the variable that was chosen for it, and nothing when none was", async () => {
  const server = await serve(({ path }) => (path === "/v1/models" ? { body: lists.vllmList } : undefined));
  await found({ apiBase: `${server.origin}/v1` });
  await found({ apiBase: `${server.origin}/v1`, keyVariable: "MY_GATEWAY_KEY" });
  expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([undefined, "Bearer sk-mine-222222"]);
  const sent = JSON.stringify(server.asked);
  for (const secret of [secrets.OPENROUTER_API_KEY, secrets.OPENAI_API_KEY, masterKey])
    expect(sent).not.toContain(secret);
});

it("never sends the master key, nor a provider's key to a source that is another's", async () => {
  const server = await serve(() => ({ body: lists.vllmList }));
  expect(await refused({ apiBase: server.origin, keyVariable: "LITELLM_MASTER_KEY" })).toMatchObject({
    code: "field_not_allowed",
  });
  expect(server.asked).toEqual([]);
  const before = ollama.asked.length;
  for (const keyVariable of ["OPENAI_API_KEY", "OPENROUTER_API_KEY", "MY_GATEWAY_KEY", "LITELLM_MASTER_KEY"])
    expect(await refused({ sourceId: "ollama", keyVariable })).toMatchObject({ code: "field_not_allowed" });
  expect(ollama.asked.length).toBe(before);
});

it("sends an address of the config the key that its deployment sends there anyway, to that very address", async () => {
  const { sources } = (await (await gateway.panel("/catalog/sources")).json()) as { sources: ModelSource[] }; // the contract
  const own = sources.find(({ apiBase }) => apiBase === `${ollama.origin}/own/v1`);
  expect(own).toMatchObject({ provider: "openai", keyVariable: "MY_GATEWAY_KEY", hasKey: true, isRunning: null });
  const before = ollama.asked.length;
  expect(await refused({ sourceId: own?.id ?? "" })).toMatchObject({ code: "upstream_invalid_response" });
  const asked = ollama.asked.slice(before);
  expect(asked.map(({ path, headers }) => [path, headers.authorization])).toEqual([
    ["/own/v1/models", "Bearer sk-mine-222222"],
  ]);
});

it("does not follow a redirect: no key travels to where it points", async () => {
  const thief = await serve(() => ({ body: lists.vllmList }));
  const server = await serve(() => ({ status: 302, headers: { location: `${thief.origin}/v1/models` }, body: "" }));
  const failure = await refused({ apiBase: `${server.origin}/v1`, keyVariable: "MY_GATEWAY_KEY" });
  expect(failure.code).toBe("redirect_refused");
  expect(failure.message).toContain(thief.host);
  expect(thief.asked).toEqual([]);
});

it("does not ask a page that is elsewhere", async () => {
  const thief = await serve(() => ({ body: lists.openrouterPage }));
  const server = await serve(() => ({
    body: { ...lists.openrouterPage, links: { next: `${thief.origin}/api/v1/models` } },
  }));
  await found({ apiBase: `${server.origin}/v1`, keyVariable: "MY_GATEWAY_KEY" });
  expect(thief.asked).toEqual([]);
});

it("says plainly what is wrong: nothing there, a key that is refused, no list, an endless one", async () => {
  expect(await refused({ apiBase: "http://127.0.0.1:9/v1" })).toMatchObject({ code: "upstream_connection_error" });
  expect(await refused({ apiBase: "http://no-such-host.invalid/v1" })).toMatchObject({ code: "dns_error" });
  const closed = await serve(() => ({ status: 401, body: { error: "no sk-mine-222222" } }));
  const auth = await refused({ apiBase: closed.origin, keyVariable: "MY_GATEWAY_KEY" });
  expect(auth.code).toBe("upstream_auth");
  expect(JSON.stringify(auth)).not.toContain("sk-mine-222222");
  const page = await serve(() => ({ headers: { "content-type": "text/html" }, body: "<h1>It works</h1>" }));
  const noList = await refused({ apiBase: page.origin });
  expect(noList).toMatchObject({ code: "upstream_invalid_response" });
  expect(noList.message).not.toContain("It works");
  const huge = await serve(() => ({ body: `{"data":"${"x".repeat(9 * 1024 * 1024)}"}` }));
  expect((await refused({ apiBase: huge.origin })).message).toContain("8388608 bytes");
});

it("refuses an address that holds a password, and those where clouds hand out credentials", async () => {
  for (const apiBase of ["http://user:pass@127.0.0.1:9/v1", "http://127.0.0.1:9/v1?key=1"])
    expect(await refused({ apiBase })).toMatchObject({ code: "invalid_request" });
  for (const apiBase of [
    "http://169.254.169.254/latest",
    "http://2852039166/",
    "http://[::ffff:169.254.169.254]/",
    "http://metadata.google.internal/",
  ])
    expect(await refused({ apiBase })).toMatchObject({ code: "field_not_allowed" });
  for (const apiBase of ["file:///etc/passwd", "ftp://127.0.0.1/"])
    expect((await discover({ apiBase })).status).toBe(400);
  expect((await discover({})).status).toBe(400);
});

it("finds which local servers run without sending them a key, and which keys are set without telling them", async () => {
  const before = ollama.asked.length;
  const startedAt = performance.now();
  const text = await (await gateway.panel("/catalog/sources")).text();
  expect(performance.now() - startedAt).toBeLessThan(2000);
  const { sources } = JSON.parse(text) as { sources: ModelSource[] }; // the panel's contract
  const byId = new Map(sources.map((source) => [source.id, source]));
  expect(byId.get("ollama")).toMatchObject({ isRunning: true, apiBase: ollama.origin, keyVariable: null });
  expect(byId.get("lm_studio")).toMatchObject({ isRunning: false });
  expect(byId.get("openrouter")).toMatchObject({ isRunning: null, hasKey: true, keyVariable: "OPENROUTER_API_KEY" });
  expect(byId.get("groq")).toMatchObject({ hasKey: false, keyVariable: "GROQ_API_KEY" });
  expect(ollama.asked.slice(before).map(({ headers }) => headers.authorization)).toEqual([undefined]);
  for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
});
