/** What the panel learns of operations: which a row was, which an alias can answer, and rows of one kind alone. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AliasView, GatewayStatus } from "../contract/catalog.ts";
import type { SpendLogRow } from "../contract/spend-log.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let gateway: RunningGateway;

beforeAll(async () => {
  gateway = await runGateway(`
model_list:
  - {model_name: talk, litellm_params: {model: openai/x, mock_response: Hello}}
  - {model_name: vectors, litellm_params: {model: openai/y, api_key: k}, model_info: {mode: embedding}}
  - {model_name: google, litellm_params: {model: gemini/z, api_key: k, use_in_pass_through: true}}
general_settings: {master_key: ${masterKey}}
portico: {ollama_api: true}
`);
});
afterAll(() => gateway.stop());

it("says what each alias can be asked for, and that Ollama's API is served", async () => {
  const { aliases } = (await (await gateway.panel("/aliases")).json()) as { aliases: AliasView[] }; // the panel's contract
  const operations = new Map(aliases.map(({ alias, deployments }) => [alias, deployments[0]?.operations]));
  expect(operations.get("talk")).toEqual(expect.arrayContaining(["chat", "messages", "ollama_chat", "embedding"]));
  expect(operations.get("vectors")).toEqual(["embedding"]);
  expect(operations.get("google")).toContain("pass_through");
  expect(((await (await gateway.panel("/status")).json()) as GatewayStatus).ollamaApi).toBe(true); // the panel's contract
});

it("finds rows of one kind, and refuses a kind there is not", async () => {
  const messages = [{ role: "user", content: "Hi" }];
  await gateway.chat({ model: "talk", messages });
  const body = JSON.stringify({ model: "talk", max_tokens: 9, messages });
  await gateway.call("/v1/messages", { method: "POST", body });
  await gateway.call("/v1/embeddings", { method: "POST", body: JSON.stringify({ model: "talk", input: "a" }) });
  await gateway.rows(3);
  for (const operation of ["chat", "messages", "embedding"]) {
    const { rows } = (await (await gateway.panel(`/requests?operation=${operation}`)).json()) as {
      rows: SpendLogRow[];
    }; // the panel's contract
    expect(rows.map((row) => row.operation)).toEqual([operation]);
  }
  const refused = await gateway.panel("/requests?operation=nonsense");
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("operation")]);
});
