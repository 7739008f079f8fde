/**
 * A matrix: every route the gateway has, by every kind of key, by every way to send one.
 *
 * What a key may do is decided in one place, so the expectation is a rule here too, and a new route is in it by being there.
 * Names: S3 (LiteLLM CVE-2026-47101), S11 (Open WebUI CVE-2026-45339), S1 (LiteLLM CVE-2026-42208).
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const config = `
model_list:
  - model_name: demo
    litellm_params: {model: openai/demo, mock_response: "hello"}
  - model_name: other
    litellm_params: {model: openai/other, mock_response: "hello"}
router_settings:
  model_group_alias: {pointer: demo}
general_settings:
  master_key: ${masterKey}
`;

interface Target {
  readonly method: string;
  readonly path: string;
}

const unkeyed = /^\/(ui(\/(?!api)|$)|health\/(liveliness|liveness|readiness)$|test$|$)/;
const adminPath =
  /^\/(key\/(?!info|health)|user|team|organization|budget|customer|tag|spend\/(?!calculate)|global|model\/(new|update|delete|[^/]+\/update)(\/|$))/;
const infoPath =
  /^(\/v1)?\/(models|model\/info|model_group\/info|key\/info|key\/health|health|routes|utils|get\/|spend\/calculate)/;

let gateway: RunningGateway;
let targets: Target[] = [];
let ollama: Target[] = [];
const keys: Record<string, string> = {};

async function generate(body: Record<string, unknown>): Promise<string> {
  const answer = await gateway.call("/key/generate", { method: "POST", body: JSON.stringify(body) });
  const { key } = (await answer.json()) as { key: string };
  expect(answer.status).toBe(200);
  return key;
}

beforeAll(async () => {
  gateway = await runGateway(config);
  const { routes } = (await (await gateway.call("/routes")).json()) as {
    routes: { path: string; methods: string[] }[];
  };
  targets = routes
    .flatMap(({ path, methods }) => methods.map((method) => ({ method, path: fill(path) })))
    .filter(({ path, method }) => !path.startsWith("/ui/api") && !unkeyed.test(path) && method !== "HEAD");
  // Ollama's errors are a text alone.
  ollama = targets.filter(({ path }) => path.startsWith("/api/"));
  targets = targets.filter((target) => !ollama.includes(target));
  keys["plain"] = await generate({});
  keys["pointed"] = await generate({ models: ["pointer"] });
  keys["restricted"] = await generate({ models: ["other"] });
  keys["spent"] = await generate({ max_budget: 1, spend: 1 });
  keys["chat only"] = await generate({ allowed_routes: ["/v1/chat/completions"] });
  keys["management"] = await generate({ key_type: "management" });
  keys["read only"] = await generate({ key_type: "read_only" });
  keys["llm api"] = await generate({ key_type: "llm_api" });
  keys["expired"] = await generate({ duration: "1s" });
  keys["blocked"] = await generate({ blocked: true });
  await new Promise((resolve) => setTimeout(resolve, 1100));
}, 30_000);
afterAll(() => gateway.stop());

function fill(path: string): string {
  return path.replace(":id", "x").replace(":key", "x").replace(/\*$/, "demo/chat/completions");
}

interface Seen {
  readonly status: number;
  readonly code: string;
}

async function ask({ method, path }: Target, headers: Record<string, string>): Promise<Seen> {
  const body = method === "GET" || method === "DELETE" ? {} : { body: JSON.stringify({ model: "demo", messages: [] }) };
  const answer = await gateway.call(path, { method, key: null, headers, ...body });
  const text = await answer.text();
  return { status: answer.status, code: /"portico_code":"(\w+)"/.exec(text)?.[1] ?? "" };
}

async function walk(headers: Record<string, string>): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  for (const target of targets) seen.set(`${target.method} ${target.path}`, await ask(target, headers));
  return seen;
}

const bearer = (name: string): Record<string, string> => ({ authorization: `Bearer ${keys[name] ?? name}` });
const pathIn = (route: string): string => route.slice(route.indexOf(" ") + 1);
const isAdmin = (route: string): boolean => adminPath.test(pathIn(route));

describe("every route", () => {
  it("is walked: there are many, and some need the master key", () => {
    expect(targets.length).toBeGreaterThan(60);
    expect(targets.filter(({ path }) => adminPath.test(path)).length).toBeGreaterThan(15);
  });

  it("refuses no key and a wrong key", async () => {
    for (const [headers, code] of [
      [{}, "no_api_key"],
      [{ "x-api-key": "sk-' OR 1=1 --" }, "invalid_api_key"],
    ] as const) {
      for (const target of targets) {
        const { code: said } = await ask(target, headers);
        expect([code, "too_many_failed_logins"], `${target.method} ${target.path}`).toContain(said);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 1100));
  });

  it.each([
    ["expired", "expired_key"],
    ["blocked", "key_blocked"],
  ])("refuses a key that is %s", async (name, code) => {
    for (const [route, seen] of await walk(bearer(name))) expect(seen.code, route).toBe(code);
  });

  it.each(["plain", "restricted", "spent"])(
    "that needs the master key refuses a %s key, and no other does",
    async (name) => {
      for (const [route, seen] of await walk(bearer(name))) {
        // Metrics say what every key did: only a key whose `allowed_routes` name them sees them.
        if (isAdmin(route) || pathIn(route) === "/metrics") expect(seen.code, route).toBe("admin_only");
        else
          expect(["admin_only", "key_route_not_allowed", "no_api_key", "invalid_api_key"], route).not.toContain(
            seen.code,
          );
      }
    },
  );

  it("lets the master key in everywhere", async () => {
    for (const [route, seen] of await walk(bearer(masterKey))) {
      expect(["admin_only", "key_route_not_allowed", "invalid_api_key"], route).not.toContain(seen.code);
    }
  });

  it("but its own is closed to a key for one route", async () => {
    for (const [route, { code }] of await walk(bearer("chat only"))) {
      const isOwn = /^(\/v1)?\/chat\/completions$/.test(pathIn(route));
      if (isOwn) expect(code, route).not.toBe("key_route_not_allowed");
      else expect(code, route).toBe("key_route_not_allowed");
    }
  });

  it("of a model is closed to a management key, and managing stays with the master key", async () => {
    for (const [route, { code }] of await walk(bearer("management"))) {
      if (isAdmin(route)) expect(code, route).toBe("admin_only");
      else if (/^\/(key|spend)\//.test(pathIn(route))) expect(code, route).not.toBe("key_route_not_allowed");
      else expect(code, route).toBe("key_route_not_allowed");
    }
  });

  it("that calls a model is closed to a read-only key, and one that shows something is open", async () => {
    for (const [route, { code }] of await walk(bearer("read only"))) {
      if (infoPath.test(pathIn(route))) expect(code, route).not.toBe("key_route_not_allowed");
      else expect(code, route).toBe("key_route_not_allowed");
    }
  });

  it("that calls a model or lists them is open to a key for the LLM API", async () => {
    for (const [route, { code }] of await walk(bearer("llm api"))) {
      const isManaging =
        isAdmin(route) || (infoPath.test(pathIn(route)) && !/\/(models|model|model_group)\b/.test(route));
      if (isManaging) expect(code, route).toBe("key_route_not_allowed");
      else expect(code, route).not.toBe("key_route_not_allowed");
    }
  });

  it("judges a key the same by whatever header it comes", async () => {
    const carriers = [
      "x-litellm-api-key",
      "authorization",
      "api-key",
      "x-api-key",
      "x-goog-api-key",
      "ocp-apim-subscription-key",
    ];
    const some = targets.filter((_, index) => index % 7 === 0);
    for (const name of ["plain", "restricted", "chat only", "management", "blocked"]) {
      for (const target of some) {
        const seen = await Promise.all(
          carriers.map((carrier) =>
            ask(target, { [carrier]: carrier === "authorization" ? `Bearer ${keys[name]}` : String(keys[name]) }),
          ),
        );
        expect(new Set(seen.map(({ code }) => code)).size, `${name} ${target.path}`).toBe(1);
      }
    }
  });

  it("of Ollama's dialect refuses them too, in a text", async () => {
    expect(ollama.length).toBeGreaterThan(4);
    for (const target of ollama) {
      for (const [name, status] of [
        ["blocked", 401],
        ["expired", 400],
        ["chat only", 403],
        ["management", 403],
      ] as const)
        expect((await ask(target, bearer(name))).status, `${name} ${target.path}`).toBe(status);
      expect((await ask(target, {})).status).toBe(401);
    }
  });

  it("reads an escaped path as what it is", async () => {
    expect(await ask({ method: "POST", path: "/%6bey/generate" }, bearer("plain"))).toMatchObject({
      code: "admin_only",
    });
    expect(await ask({ method: "GET", path: "/v1/%6dodels" }, bearer("management"))).toMatchObject({
      code: "key_route_not_allowed",
    });
  });
});

describe("a key's models", () => {
  const chat = (name: string, model: string): Promise<Response> =>
    gateway.chat({ model, messages: [{ role: "user", content: "hi" }] }, { key: keys[name] ?? "" });

  it("are all it may call", async () => {
    expect((await chat("restricted", "other")).status).toBe(200);
    const refused = await chat("restricted", "demo");
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({
      error: {
        message: "key not allowed to access model. This key can only access models=['other']. Tried to access demo",
        type: "key_model_access_denied",
        param: "model",
        code: "401",
      },
    });
  });

  it("are not widened by another name of a model", async () => {
    const { data } = (await (await gateway.call("/model/info")).json()) as {
      data: { model_name: string; model_info: { id: string } }[];
    };
    const id = data.find(({ model_name: name }) => name === "demo")?.model_info.id ?? "";
    for (const name of [id, "openai/demo"]) expect((await chat("restricted", name)).status).toBe(401);
  });

  it("are all it sees", async () => {
    const key = keys["restricted"] ?? "";
    const idsOf = async (path: string): Promise<unknown[]> => {
      const { data } = (await (await gateway.call(path, { key })).json()) as { data: Record<string, unknown>[] };
      return data.map((entry) => entry["id"] ?? entry["model_name"] ?? entry["model_group"]);
    };
    for (const path of ["/v1/models", "/model/info", "/model_group/info"]) expect(await idsOf(path)).toEqual(["other"]);
    expect((await gateway.call("/v1/models/demo", { key })).status).toBe(404);
    expect(await (await gateway.call("/health", { key })).json()).toMatchObject({ healthy_count: 1 });
  });

  it("may hold a name of the file's for a group, and then that name alone is seen and called", async () => {
    const key = keys["pointed"] ?? "";
    const get = async (path: string): Promise<[number, Record<string, unknown>]> => {
      const answer = await gateway.call(path, { key });
      return [answer.status, (await answer.json()) as Record<string, unknown>];
    };
    expect(await get("/v1/models")).toMatchObject([200, { data: [{ id: "pointer" }] }]);
    expect(await get("/v1/models/pointer")).toMatchObject([200, { id: "pointer", owned_by: "openai" }]);
    expect(await get("/model_group/info")).toMatchObject([200, { data: [{ model_group: "pointer" }] }]);
    for (const name of ["demo", "openai/demo"]) expect((await get(`/v1/models/${name}`))[0]).toBe(404);
    expect((await chat("pointed", "pointer")).status).toBe(200);
    expect((await chat("pointed", "demo")).status).toBe(401);
  });

  it("are refused before a spent budget is", async () => {
    const refused = await chat("spent", "demo");
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: {
        message: "Budget has been exceeded! Current cost: 1, Max budget: 1",
        type: "budget_exceeded",
        code: "400",
      },
    });
    expect((await gateway.call("/v1/models", { key: keys["spent"] ?? "" })).status).toBe(200);
  });
});
