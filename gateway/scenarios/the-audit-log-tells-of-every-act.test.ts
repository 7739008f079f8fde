/** Administrative acts over real sockets, and the lines that they leave: who, from where, what changed, and how it went. */
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AuditLine, AuditState } from "../contract/audit.ts";
import { decidedRoutes } from "../server/audit/audit-table.ts";
import { verifyChain } from "../store/audit/verify-chain.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const config = `
model_list:
  - model_name: demo
    litellm_params: {model: openai/demo, api_key: sk-provider-key-of-the-demo, mock_response: "hello", rpm: 60}
general_settings:
  master_key: ${masterKey}
`;

let gateway: RunningGateway;
/** Lines of the tests before. */
let earlier = 0;
beforeAll(async () => {
  gateway = await runGateway(config);
});
beforeEach(() => {
  earlier = allLines(gateway).length;
});
afterAll(() => gateway.stop());

/** Of this test, newest last. */
function lines(): AuditLine[] {
  return allLines(gateway).slice(earlier);
}

/** As they stand in the files. */
function allLines({ directory }: RunningGateway): AuditLine[] {
  const folder = join(directory, "audit");
  const names = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
  const text = names.map((name) => readFileSync(join(folder, name), "utf8")).join("");
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as AuditLine]));
}

function lastOf(act: string): AuditLine {
  const found = lines().findLast((line) => line.act === act);
  if (found === undefined) throw new Error(`no line of ${act}: ${JSON.stringify(lines().map((line) => line.act))}`);
  return found;
}

async function post(
  path: string,
  body: unknown,
  options: Parameters<RunningGateway["call"]>[1] = {},
): Promise<Response> {
  return gateway.call(path, { method: "POST", body: JSON.stringify(body), ...options });
}

interface Made {
  readonly key: string;
  readonly token: string;
}
const generate = async (body: Record<string, unknown>): Promise<Made> =>
  (await (await post("/key/generate", body)).json()) as Made;

async function until(isThere: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!isThere()) {
    if (Date.now() > end) throw new Error("it did not come");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("an act on a key", () => {
  it("has its line when the answer is there: who, from where, and each field that changed", async () => {
    const headers = { "user-agent": "curl/8", "x-request-id": "call-7", "litellm-changed-by": "mina@example.com" };
    const made = await generate({ key_alias: "app", max_budget: 5 });
    const answer = await post("/key/update", { key: made.key, max_budget: 9, models: ["demo"] }, { headers });
    const line = lastOf("key.update");
    expect(answer.headers.get("x-portico-audit-id")).toBe(line.id);
    expect(line).toMatchObject({
      who: { kind: "master_key", name: "master key", changedBy: "mina@example.com" },
      from: { address: "127.0.0.1", userAgent: "curl/8", callId: "call-7" },
      object: { kind: "key", id: made.token.slice(0, 12), name: "app" },
      changes: [
        { path: "max_budget", before: 5, after: 9 },
        { path: "models", before: null, after: ["demo"] },
      ],
      outcome: { result: "done", status: 200, code: null },
    });
    expect(lastOf("key.generate").changes).toContainEqual({ path: "max_budget", before: null, after: 5 });
  });

  it("is told also of spend that was set, of a new secret, of blocking, and of an end", async () => {
    const made = await generate({ key_alias: "spender", max_budget: 5 });
    await post("/key/update", { key: made.token, spend: 2 });
    expect(lastOf("key.update").changes).toEqual([{ path: "spend", before: 0, after: 2 }]);
    await post("/key/block", { key: made.token });
    expect(lastOf("key.block").changes).toEqual([{ path: "blocked", before: null, after: true }]);
    const fresh = (await (await post("/key/regenerate", { key: made.key })).json()) as Made;
    expect(lastOf("key.regenerate").changes).toContainEqual({
      path: "key",
      before: made.token.slice(0, 12),
      after: fresh.token.slice(0, 12),
    });
    await post("/key/delete", { keys: [fresh.key] });
    expect(lastOf("key.delete")).toMatchObject({ object: { id: fresh.token.slice(0, 12), name: "spender" } });
    expect(lastOf("key.delete").changes).toContainEqual({ path: "max_budget", before: 5, after: null });
  });

  it("is told apart from acts that run at the same time", async () => {
    const names = Array.from({ length: 20 }, (_none, index) => `at once ${index}`);
    const made = await Promise.all(names.map((key_alias) => generate({ key_alias, max_budget: 5 })));
    const told = lines().filter(
      ({ act, object }) => act === "key.generate" && object.name?.startsWith("at once") === true,
    );
    expect(told.map(({ object }) => object.id).sort()).toEqual(made.map(({ token }) => token.slice(0, 12)).sort());
    for (const { object, changes } of told)
      expect(changes.filter(({ path }) => path.endsWith("key_alias"))).toEqual([
        { path: "key_alias", before: null, after: object.name },
      ]);
  });

  it("that is refused has its line too, with the code", async () => {
    await post("/key/update", { key: "sk-nobody-has-this-key", max_budget: 1 });
    expect(lastOf("key.update")).toMatchObject({
      changes: [],
      outcome: { result: "refused", status: 404, code: "key_not_found" },
    });
    const { key } = await generate({ key_alias: "plain" });
    await post("/key/generate", { key_alias: "mine" }, { key });
    expect(lastOf("key.generate")).toMatchObject({
      who: { kind: "nobody" },
      outcome: { result: "refused", code: "admin_only" },
    });
  });

  it("in the panel is the session's", async () => {
    await gateway.panel("/keys", { key_alias: "from the panel" });
    expect(lastOf("key.generate")).toMatchObject({ who: { kind: "desktop" }, object: { name: "from the panel" } });
  });
});

describe("a change of the config", () => {
  it("saved in the panel is one line with what changed of the running config, without a key", async () => {
    const { files } = (await (await gateway.panel("/config")).json()) as {
      files: { file: string; text: string; hash: string }[];
    };
    const [main] = files;
    const text = (main?.text ?? "").replace("rpm: 60", "rpm: 120");
    await gateway.panel("/config/save", { files: [{ file: main?.file, text, baseHash: main?.hash }] });
    expect(lastOf("config.save").changes).toContainEqual({
      path: "deployments.demo[0].params.rpm",
      before: 60,
      after: 120,
    });
    expect(lastOf("config.save").object.id).toBe(main?.file);
    const other = `${text}# mine\n`;
    await gateway.panel("/config/save", { files: [{ file: main?.file, text: other, baseHash: main?.hash }] });
    expect(lastOf("config.save").outcome).toMatchObject({ result: "refused", code: "conflict" });
    expect(lines().filter(({ act }) => act === "config.reload")).toEqual([]);
  });

  it("written by another program is told as the file's, and a broken file as refused", async () => {
    const changed = config
      .replace("rpm: 60", "rpm: 240")
      .replace("sk-provider-key-of-the-demo", "sk-another-key-of-the-demo");
    writeFileSync(gateway.configFile, changed);
    await until(() => lines().some(({ act }) => act === "config.reload"));
    const line = lastOf("config.reload");
    expect(line).toMatchObject({ who: { kind: "file" }, outcome: { result: "done" } });
    expect(line.changes).toContainEqual({ path: "deployments.demo[0].params.rpm", before: 120, after: 240 });
    expect(line.changes).toContainEqual({
      path: "deployments.demo[0].api_key",
      before: "[secret]",
      after: "[another secret]",
    });
    writeFileSync(gateway.configFile, "model_list: [");
    await until(() => lastOf("config.reload").outcome.result === "refused");
    expect(lastOf("config.reload").outcome).toMatchObject({ code: "config_broken" });
    writeFileSync(gateway.configFile, config);
    await until(() => lastOf("config.reload").outcome.result === "done");
  });

  it("by LiteLLM's model routes names the model", async () => {
    const params = { model: "openai/gpt-4o", api_key: "sk-the-key-of-the-new-model" };
    const added = await post("/model/new", { model_name: "new", litellm_params: params, model_info: { id: "new-1" } });
    expect(added.status).toBe(200);
    expect(lastOf("model.new")).toMatchObject({ object: { kind: "model", id: "new-1", name: "new" } });
    expect(lastOf("model.new").changes).toContainEqual({
      path: "deployments.new[0].params.model",
      before: null,
      after: "openai/gpt-4o",
    });
    await post("/model/delete", { id: "new-1" });
    expect(lastOf("model.delete")).toMatchObject({ object: { id: "new-1" }, outcome: { result: "done" } });
    expect((await verifyChain(gateway.directory)).isWhole).toBe(true);
  });

  it("of a variable says that it was set and never to what", async () => {
    await gateway.panel("/config/variable", { name: "NEW_API_KEY", value: "sk-value-of-the-variable" });
    expect(lastOf("config.variable")).toMatchObject({ object: { id: "NEW_API_KEY" }, outcome: { result: "done" } });
  });
});

describe("the panel", () => {
  const logIn = (body: unknown): Promise<Response> =>
    fetch(`${gateway.url}/ui/api/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  it("tells of logins, by link and by key, and of those that were refused", async () => {
    await fetch(gateway.gateway.panelUrl, { redirect: "manual" });
    expect(lastOf("session.login")).toMatchObject({ object: { id: "link" }, who: { kind: "panel" } });
    const answer = await logIn({ key: masterKey });
    const { session } = lastOf("session.login").who;
    expect(session).toMatch(/^[0-9a-f]{8}$/);
    const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
    await fetch(`${gateway.url}/ui/api/keys`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify({ key_alias: "mine" }),
    });
    expect(lastOf("key.generate").who).toMatchObject({ kind: "panel", session });
    await logIn({ key: "sk-wrong" });
    expect(lastOf("session.login")).toMatchObject({ who: { kind: "nobody" }, outcome: { result: "refused" } });
  });

  it("tells of marks, deletions and exports of the log, and of its own export", async () => {
    await gateway.chat({ model: "demo", messages: [{ role: "user", content: "hi" }] });
    const [row] = await gateway.rows(1);
    await gateway.panel("/requests/export", { format: "jsonl", filter: {} });
    expect(lastOf("requests.export").changes).toContainEqual({ path: "format", before: null, after: "jsonl" });
    await gateway.panel("/requests/delete", { ids: [row?.id] });
    expect(lastOf("requests.delete")).toMatchObject({ object: { id: row?.id } });
    expect(lastOf("requests.delete").changes).toContainEqual({ path: "deleted", before: null, after: 1 });
    const text = await (await gateway.panel("/audit/export", { format: "jsonl" })).text();
    const exported = text
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as AuditLine).act);
    expect(exported[0]).toBe("gateway.start");
    expect(exported.slice(-3)).toEqual(["requests.export", "requests.delete", "audit.export"]);
    expect(lastOf("audit.export").outcome).toMatchObject({ result: "done" });
    const csv = await (await gateway.panel("/audit/export", { format: "csv", filter: { act: "requests" } })).text();
    expect(csv.trimEnd().split("\r\n")).toHaveLength(3);
    expect(csv).toContain(",requests.delete,desktop,");
  });

  it("reads pages from the end, by filter, and knows the state of the chain", async () => {
    for (const alias of ["one", "two", "three"]) await generate({ key_alias: alias });
    const page = async (query: string): Promise<{ lines: AuditLine[]; next: string | null }> =>
      (await (await gateway.panel(`/audit${query}`)).json()) as { lines: AuditLine[]; next: string | null };
    const newest = await page("?limit=2");
    expect(newest.lines.map(({ object }) => object.name)).toEqual(["three", "two"]);
    const older = await page(`?limit=2&before=${newest.next}`);
    expect(older.lines[0]?.object.name).toBe("one");
    let rest = older;
    while (rest.next !== null) rest = await page(`?limit=5&before=${rest.next}`);
    expect(rest.lines.at(-1)?.act).toBe("gateway.start");
    const namesOf = async (query: string): Promise<unknown[]> =>
      (await page(query)).lines.map(({ object }) => object.name);
    expect(await namesOf("?text=TWO")).toEqual(["two"]);
    expect(await namesOf("?object=thre")).toEqual(["three"]);
    expect(await namesOf("?act=key&who=master_key&result=done")).toEqual(
      expect.arrayContaining(["three", "two", "one"]),
    );
    expect(await namesOf(`?from=${Date.now() + 1000}`)).toEqual([]);
    expect(await namesOf("?result=interrupted")).toEqual([]);
    expect((await gateway.panel("/audit?before=x")).status).toBe(400);
    const state = (await (await gateway.panel("/audit/chain")).json()) as AuditState;
    const count = allLines(gateway).length;
    expect(state).toMatchObject({ isWhole: true, lines: count, sequence: count, broken: null, problem: null });
  });
});

describe("the log as a whole", () => {
  it("holds no secret, whatever was done", async () => {
    const secret = "sk-a-key-that-a-client-chose-itself";
    const { key } = await generate({ key: secret, metadata: { note: "sk-provider-key-of-the-demo" } });
    await post("/key/update", { key, max_budget: 3 }, { headers: { "user-agent": `x ${masterKey}` } });
    await post("/key/delete", { keys: [key] });
    await post("/key/delete", { keys: ["sk-a-mistyped-key-that-is-not-there"] });
    await gateway.panel("/config/variable", { name: "SOME_API_KEY", value: "sk-value-of-the-variable" });
    await post("/model/new", {
      model_name: "m",
      litellm_params: { model: "openai/m", api_key: "sk-of-the-new-model-m" },
    });
    const folder = join(gateway.directory, "audit");
    const text = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("");
    const secrets = [secret, masterKey, "sk-provider-key", "sk-a-mistyped", "sk-value-of", "sk-of-the-new"];
    for (const one of secrets) expect(text.includes(one), one).toBe(false);
  });

  it("keeps the order of acts that came at once, and each act's own before and after", async () => {
    const made = await generate({ key_alias: "racer", max_budget: 1 });
    const budgets = Array.from({ length: 20 }, (_, index) => index + 2);
    await Promise.all(budgets.map((max) => post("/key/update", { key: made.key, max_budget: max })));
    const steps = lines()
      .filter(({ act }) => act === "key.update")
      .map(({ changes: [change] }) => change);
    expect(steps).toHaveLength(20);
    for (const [index, step] of steps.entries()) expect(step?.before).toBe(index === 0 ? 1 : steps[index - 1]?.after);
    expect(await verifyChain(gateway.directory)).toMatchObject({ isWhole: true });
  });

  it("tells of the gateway's start and stop", async () => {
    const other = await runGateway(config);
    await other.gateway.stop(1000);
    const there = allLines(other);
    rmSync(other.directory, { recursive: true, force: true });
    expect(there.map(({ act }) => act)).toEqual(["gateway.start", "gateway.stop"]);
    expect(there[0]?.changes).toMatchObject([{ path: "config" }]);
  });
});

describe.skipIf(process.platform !== "linux")("on a full disk", () => {
  it("an act is refused and not done, and reading, logging in and calling a model go on", async () => {
    const draft = join(gateway.directory, "audit", `head.json.${process.pid}.tmp`);
    const fill = (): void => symlinkSync("/dev/full", draft);
    fill();
    const refused = await post("/key/generate", { key_alias: "full" });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ error: { portico_code: "audit_unavailable" } });
    const { keys } = (await (await gateway.call("/key/list?key_alias=full")).json()) as { keys: string[] };
    expect(keys).toEqual([]);
    const chat = { model: "demo", messages: [{ role: "user", content: "hi" }] };
    expect((await gateway.chat(chat)).status).toBe(200);
    expect((await gateway.panel("/audit")).status).toBe(200);
    const state = (await (await gateway.panel("/audit/chain")).json()) as AuditState;
    expect(state.problem).toContain("ENOSPC");
    if (!existsSync(draft)) fill();
    const login = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ key: masterKey }),
    };
    expect((await fetch(`${gateway.url}/ui/api/login`, login)).status).toBe(204);
    rmSync(draft, { force: true });
    expect((await post("/key/generate", { key_alias: "full" })).status).toBe(200);
    // The login's line was kept and came first.
    expect(lines().map(({ act }) => act)).toEqual(["session.login", "key.generate"]);
    expect(await verifyChain(gateway.directory)).toMatchObject({ isWhole: true });
  });
});

describe("every route that is not a GET", () => {
  it("calls a model, is an act or was decided to be none, and nothing is decided that is not there", async () => {
    const { routes } = (await (await gateway.call("/routes")).json()) as {
      routes: { path: string; methods: string[] }[];
    };
    const registered = new Set<string>();
    for (const { path, methods } of routes) for (const method of methods) registered.add(`${method} ${path}`);
    const gone = decidedRoutes.filter((route) => !registered.has(route));
    expect(gone).toEqual([]);
    const modelCall =
      /^(POST|PUT|PATCH|DELETE) (\/v[12])?\/(chat|completions|embeddings|responses|messages|images|audio|moderations|rerank|api\/|openai\/|anthropic\/|gemini\/|vllm\/)/;
    const decided = new Set(decidedRoutes);
    const open = [...registered].filter(
      (route) => !/^(GET|HEAD|OPTIONS) /.test(route) && !decided.has(route) && !modelCall.test(route),
    );
    expect(open).toEqual([]);
  });
});

/** Last: the address waits for a second after it. */
describe("whoever guesses keys", () => {
  it("gets no more than a burst of lines, and counts the others", async () => {
    for (let round = 0; round < 40; round++) await post("/key/generate", {}, { key: `sk-guess-${round}` });
    const refused = lines().filter(({ act }) => act === "key.generate");
    expect(refused.length).toBeLessThan(22);
    await gateway.panel("/keys", {});
    expect(lastOf("key.generate").refusalsLeftOut).toBe(40 - refused.length);
  });
});
