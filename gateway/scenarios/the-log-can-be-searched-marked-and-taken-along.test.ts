/** The request log over the panel's API: search by a Korean word, histogram, pins, deletion, export; session-guarded. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Histogram, RequestPage, Values } from "../contract/request-search.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const secret = "provider-secret-0123456789";
let upstream: FakeUpstream;
let gateway: RunningGateway;
beforeAll(async () => {
  upstream = await startFakeUpstream();
  gateway = await runGateway(`model_list:
  - {model_name: m, litellm_params: {model: openai/x, api_base: "${upstream.url}", api_key: ${secret}}}
  - {model_name: mock, litellm_params: {model: openai/x, mock_response: "회의록을 요약했습니다"}}
general_settings: {master_key: ${masterKey}}
`);
  const ask = async (content: string, headers = {}): Promise<void> => {
    await (await gateway.chat({ model: "mock", messages: [{ role: "user", content }] }, { headers })).text();
  };
  await ask("어제의 로그를 보여 줘", { "x-litellm-tags": "team:a" });
  await ask("=1+1 번역해 줘", { "x-litellm-call-id": "my-own-call-id-7" });
  await ask(`나의 열쇠는 ${secret}`);
  await (await gateway.chat({ model: "nope", messages: [{ role: "user", content: "로그" }] })).text();
  await gateway.rows(4);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const read = async <Answer>(path: string, body?: unknown): Promise<Answer> =>
  (await (await gateway.panel(path, body)).json()) as Answer;
const find = (query: string): Promise<RequestPage> => read<RequestPage>(`/requests?${query}`);

it("finds a request by a Korean word with its particle, soon after its end", async () => {
  await expect.poll(async () => (await find(`text=${encodeURIComponent("로그")}`)).rows.length).toBe(2);
  const { rows, snippets } = await find(`text=${encodeURIComponent("로그")}&errors=false`);
  expect(rows).toHaveLength(1);
  expect(Object.values(snippets ?? {})[0]).toMatchObject({ place: "request", hits: [[4, 6]] });
  await expect.poll(async () => (await find(`text=${encodeURIComponent("회의록")}`)).rows.length).toBe(3);
});

it("filters by status, tag and time, and counts what it found over time", async () => {
  expect((await find("status=4xx")).rows.map(({ alias }) => alias)).toEqual(["nope"]);
  expect((await find("tag=team:*")).rows).toHaveLength(1);
  expect((await find(`since=${Date.now() + 60_000}`)).rows).toEqual([]);
  const { total, buckets } = await read<Histogram>("/requests/histogram?buckets=10");
  expect(total).toMatchObject({ count: 4, errors: 1 });
  expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(4);
  expect(await read<Values>("/requests/values?field=alias")).toEqual({
    values: [
      { value: "mock", count: 3 },
      { value: "nope", count: 1 },
    ],
  });
});

it("finds a request by the id that the client gave it", async () => {
  expect(await read("/requests/my-own-call-id-7")).toMatchObject({ alias: "mock", callId: "my-own-call-id-7" });
});

it("takes the log along as lines, as a table that runs no formula, and as an archive, without a secret", async () => {
  const fetchExport = async (body: object): Promise<{ text: string; rows: string | null }> => {
    const response = await gateway.panel("/requests/export", body);
    return { text: await response.text(), rows: response.headers.get("x-portico-rows") };
  };
  const lines = await fetchExport({ format: "jsonl" });
  expect(lines.rows).toBe("4");
  const parsed = lines.text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { alias: string });
  expect(parsed.map(({ alias }) => alias)).toEqual(["nope", "mock", "mock", "mock"]);
  const table = await fetchExport({ format: "csv", filter: { alias: "mock" } });
  expect(table.text.trim().split("\r\n")).toHaveLength(4);
  const archive = await fetchExport({ format: "har", filter: { errors: "true" } });
  expect((JSON.parse(archive.text) as { log: { entries: unknown[] } }).log.entries).toHaveLength(1);
  for (const { text } of [lines, table, archive]) expect(text).not.toContain(secret);
});

it("pins, and deletes one or many with all that is known of them", async () => {
  const { rows } = await find("alias=mock");
  const [first, second] = rows.map(({ id }) => id);
  const marked = await gateway.panel("/requests/marks", { ids: [first], mark: { pinned: true, comment: "보기" } });
  expect(await marked.json()).toEqual({ marks: { [first ?? ""]: { pinned: true, colour: null, comment: "보기" } } });
  expect((await find("pinned=true")).rows.map(({ id }) => id)).toEqual([first]);
  expect(await read("/requests/delete", { ids: [second, "none"] })).toEqual({ deleted: 1 });
  expect((await find("alias=mock")).rows.map(({ id }) => id)).not.toContain(second);
  expect((await gateway.panel(`/requests/${second ?? ""}`)).status).toBe(404);
  expect((await read<Histogram>("/requests/histogram")).total.count).toBe(3);
});

it.each([
  ["/requests?status=9xx", undefined],
  ["/requests?costMin=-1", undefined],
  ["/requests/histogram?buckets=100000", undefined],
  ["/requests/values?field=secret", undefined],
  ["/requests/marks", { ids: [], mark: {} }],
  ["/requests/delete", { ids: "all" }],
  ["/requests/export", { format: "xml" }],
])("refuses %s with %j, naming the field", async (path, body) => {
  const response = await gateway.panel(path, body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    error: { portico_code: "invalid_request", param: expect.any(String) },
  });
});

it("tells nothing to who has no session", async () => {
  for (const path of ["histogram", "values?field=alias", "export", "marks", "delete"]) {
    const method = /export|marks|delete/.test(path) ? "POST" : "GET";
    const init = method === "POST" ? { method, body: "{}" } : { method };
    expect((await gateway.call(`/ui/api/requests/${path}`, init)).status, path).toBe(401);
  }
});
