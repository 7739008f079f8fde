/**
 * LiteLLM's recorded answers for Responses, and for Messages clients whose deployment is asked over `/responses`.
 *
 * Where we differ on purpose it is written here: `store: false` and no wish for encrypted reasoning from models that do
 * not reason; a text input goes as one message item; a summary is a real reasoning item, not a message in disguise;
 * `previous_response_id` to a provider that keeps nothing is refused.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Answer, AnswerEvent } from "../../contract/answer.ts";
import { GatewayError } from "../../contract/errors.ts";
import { anthropicMessages } from "../../dialects/anthropic-messages/anthropic-messages.ts";
import type { RenderContext } from "../../dialects/client-dialect.ts";
import { openaiResponses as dialect } from "../../dialects/openai-responses/openai-responses.ts";
import type { NativeInput, StreamTap } from "../provider.ts";
import { providerFor } from "../registry.ts";
import { translateToResponses } from "../shared/openai-responses/translate.ts";
import { testDeployment } from "./__fixtures__/test-deployment.ts";
import { responsesRoute } from "./responses-route.ts";
import { openaiResponses as translator } from "./responses-translate.ts";

type Fields = Record<string, unknown>;

interface GoldenCase {
  readonly id: string;
  readonly request: Fields;
  readonly upstream: readonly { readonly path: string; readonly body: Fields }[];
  readonly status: number;
  readonly json?: Fields;
  readonly events?: readonly string[];
}

const cases = readFileSync(new URL("./__fixtures__/golden-responses.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as GoldenCase); // our own file: see its reader above
const byId = new Map(cases.map((golden) => [golden.id, golden]));

function of(prefix: string): readonly GoldenCase[] {
  return cases.filter(({ id, upstream }) => id.startsWith(prefix) && upstream.length > 0);
}

function nativeInput(fields: Fields, prefix: string): NativeInput {
  return {
    operation: "responses",
    deployment: testDeployment(prefix),
    upstreamModel: prefix === "openai" ? "gpt-4o" : "tiny",
    body: Buffer.from(JSON.stringify(fields)),
    contentType: "application/json",
    formParts: null,
    fields,
    headers: {},
    isStream: fields["stream"] === true,
  };
}

function context(fields: Fields): RenderContext {
  return {
    requestId: "01req",
    model: String(fields["model"]),
    createdAt: 0,
    wantsUsage: false,
    mergesReasoning: false,
    fields,
  };
}

function fedTap(events: readonly string[]): { tap: StreamTap; out: string } {
  const tap = responsesRoute.openTap?.({ shownModel: "alias", hidesUsage: true });
  if (tap === undefined) throw new Error("no tap");
  const out = events.map((event) => tap.feed(Buffer.from(`${event}\n\n`)).toString()).join("");
  return { tap, out };
}

describe("a Responses client on a provider of its own dialect", () => {
  const golden = [...of("responses-oai-"), ...of("responses-vllm-")];

  it.each(golden.map((entry) => [entry.id, entry] as const))(
    "reaches the upstream as LiteLLM sends it: %s",
    (id, entry) => {
      dialect.check(entry.request);
      const request = responsesRoute.toRequest(
        nativeInput(entry.request, id.includes("-oai-") ? "openai" : "hosted_vllm"),
      );
      expect(request.path).toBe("/v1/responses");
      expect(JSON.parse(String(request.body))).toEqual(entry.upstream[0]?.body);
    },
  );

  it.each(golden.filter(({ json }) => json !== undefined).map((entry) => [entry.id, entry] as const))(
    "is judged valid, with its usage: %s",
    (_id, entry) => {
      const verdict = responsesRoute.judge(Buffer.from(JSON.stringify(entry.json)), "application/json");
      expect(verdict).toMatchObject({
        kind: "ok",
        usage: { promptTokens: 11, completionTokens: 3, cachedTokens: 4, reasoningTokens: 1 },
      });
    },
  );

  it.each(golden.filter(({ events }) => events !== undefined).map((entry) => [entry.id, entry] as const))(
    "streams to the end, the model restamped in the response alone: %s",
    (id, { events = [] }) => {
      const { tap, out } = fedTap(events);
      expect({ ...tap, usage: tap.usage.promptTokens }).toMatchObject({
        hasStarted: true,
        hasContent: true,
        isComplete: true,
        error: null,
        malformedEvents: 0,
        usage: 11,
      });
      const responses = out.split("\n\n").flatMap((event) => /"response":(\{.*\}),"sequence/.exec(event)?.[1] ?? []);
      expect(responses).toHaveLength(2);
      for (const response of responses) expect(JSON.parse(response)).toMatchObject({ model: "alias" });
      // What stands outside of the response objects is not ours to change.
      expect(out).toContain(id.includes("-oai-") ? '"model":"oai"}' : '"model":"vllm"}');
    },
  );
});

describe("a Responses client's request, through the form and back", () => {
  it.each(of("responses-oai-").map((entry) => [entry.id, entry] as const))("says the same: %s", (id, entry) => {
    if (id === "responses-oai-previous") {
      expect(() => dialect.toConversation(entry.request)).toThrow(/'previous_response_id' is not supported/);
      return;
    }
    const { body } = translateToResponses({
      deployment: testDeployment("openai"),
      upstreamModel: "gpt-4o",
      conversation: dialect.toConversation(entry.request),
      dropParams: false,
      headers: {},
    });
    const wanted = { store: false, ...entry.upstream[0]?.body };
    expect(body).toEqual({ ...wanted, input: asItems(wanted["input" as keyof typeof wanted]) });
  });
});

/** The form knows messages of parts alone. */
function asItems(input: unknown): unknown {
  const message = (content: unknown): Fields => ({
    type: "message",
    role: "user",
    content: typeof content === "string" ? [{ type: "input_text", text: content }] : content,
  });
  if (typeof input === "string") return [message(input)];
  return (input as readonly Fields[]).map((item) => (item["role"] === "user" ? message(item["content"]) : item)); // golden input
}

describe("a Responses client on Claude", () => {
  const asked = of("responses-claude-").filter(({ id }) => id !== "responses-claude-previous");

  it.each(asked.map((entry) => [entry.id, entry] as const))(
    "reaches the upstream as LiteLLM sends it: %s",
    (_id, entry) => {
      const deployment = testDeployment("anthropic", { apiBase: "http://127.0.0.1:9902" });
      const sent = providerFor(deployment.providerRow).chat?.toRequest({
        deployment,
        upstreamModel: "claude-sonnet-4-5",
        conversation: dialect.toConversation(entry.request),
        dropParams: false,
        headers: {},
      });
      expect(JSON.parse(String(sent?.request.body))).toEqual(entry.upstream[0]?.body);
    },
  );
});

describe("an answer to a Responses client", () => {
  const whole = [...of("responses-claude-"), ...of("responses-oll-")].filter(({ json }) => json !== undefined);

  it.each(whole.map((entry) => [entry.id, entry] as const))(
    "has the shape of LiteLLM's: %s",
    (_id, { request, json = {} }) => {
      const verdict = translator.readAnswer(Buffer.from(JSON.stringify(plainReasoning(json))));
      if (verdict.kind !== "ok") throw new Error(verdict.kind);
      const rendered = JSON.parse(dialect.renderAnswer(verdict.answer, context(request))) as Fields; // our own answer
      for (const field of Object.keys(json).filter((name) => name !== "provider_specific_fields")) {
        expect(rendered, field).toHaveProperty(field);
      }
      const { status, usage, output, tools, instructions, object, model } = json;
      expect(rendered).toMatchObject({ status, tools: request["tools"] ?? [], instructions, object, model });
      expect((tools as readonly unknown[]).length).toBe((rendered["tools"] as readonly unknown[]).length); // both are lists of the shape
      expect(said(rendered["output"])).toEqual(said(plainReasoning({ output })["output"]));
      const { input_tokens, output_tokens, total_tokens } = usage as Fields; // an object in every golden answer
      expect(rendered["usage"]).toMatchObject({ input_tokens, output_tokens, total_tokens });
    },
  );

  const streams = [...of("responses-claude-"), ...of("responses-oll-")].filter(({ events }) => events !== undefined);

  it.each(streams.map((entry) => [entry.id, entry] as const))(
    "streams what LiteLLM's streams say: %s",
    (_id, { request, events = [] }) => {
      const wanted = decoded(events.map((event) => event.slice(event.indexOf("data: ") + 6)));
      const encoder = dialect.openEncoder(context(request));
      const text = wanted.map((event) => encoder.encode([event])).join("") + encoder.end();
      const data = text.split("\n").flatMap((line) => (line.startsWith("data: ") ? [line.slice(6)] : []));
      const got = decoded(data);
      expect(got.filter(isSaid)).toEqual(wanted.filter(isSaid));
      expect(wanted.filter(isSaid).length).toBeGreaterThan(1);
    },
  );
});

function isSaid({ type }: AnswerEvent): boolean {
  return type !== "start" && type !== "usage";
}

function decoded(data: readonly string[]): readonly AnswerEvent[] {
  const decoder = translator.openDecoder();
  return data.filter((line) => line.startsWith("{")).flatMap((line) => decoder.decode(JSON.parse(line), null));
}

/** LiteLLM writes thinking as a message called reasoning; the API's own item has a summary. */
function plainReasoning(response: Fields): Fields {
  const items = response["output"] as readonly Fields[]; // golden output
  const output = items.map((item) => {
    if (item["type"] !== "reasoning") return item;
    const [part] = item["content"] as readonly Fields[]; // LiteLLM's form
    return { type: "reasoning", id: item["id"], summary: [{ type: "summary_text", text: part?.["text"] }] };
  });
  return { ...response, output };
}

/** What an output says, without ids and what one side leaves out. */
function said(output: unknown): unknown {
  return (output as readonly Fields[]).map(({ type, content, arguments: args, call_id, name, summary }) => ({
    type,
    args,
    call_id,
    name,
    summary,
    texts: (content as readonly Fields[] | undefined)?.map(({ type: kind, text }) => ({ kind, text })),
  })); // items of either side
}

describe("a Messages client's request over /responses", () => {
  const asked = of("messages-oai-").filter(({ id }) => !/-(cut|err)-/.test(id));

  it.each(asked.map((entry) => [entry.id, entry] as const))(
    "reaches the upstream as LiteLLM sends it: %s",
    (id, entry) => {
      const { request } = translator.toRequest({
        deployment: testDeployment("openai", { mode: "responses" }),
        upstreamModel: "gpt-4o",
        conversation: anthropicMessages.toConversation(entry.request),
        dropParams: false,
        headers: {},
      });
      const { include: _include, ...wanted } = entry.upstream[0]?.body ?? {};
      const { store, ...body } = JSON.parse(String(request.body)) as Fields; // our own body
      expect(store).toBe(false);
      // LiteLLM moves a text behind the calls it came before (golden README: not to copy).
      const input = id === "messages-oai-tool-result" ? textFirst(wanted["input"]) : wanted["input"];
      expect(plainArguments(body)).toEqual(plainArguments({ ...wanted, input }));
    },
  );
});

/** The arguments of a call are JSON in a text, whose spaces say nothing. */
function plainArguments(body: Fields): Fields {
  const items = body["input"] as readonly Fields[]; // items on both sides
  const input = items.map((item) =>
    typeof item["arguments"] === "string" ? { ...item, arguments: JSON.parse(item["arguments"]) as unknown } : item,
  );
  return { ...body, input };
}

function textFirst(input: unknown): unknown {
  const [hi, call, ok, ...rest] = input as readonly unknown[]; // golden input
  return [hi, ok, call, ...rest];
}

describe("a Responses answer in the form", () => {
  it("gives Messages and chat clients the text, the call and the counts", () => {
    const { json } = byId.get("responses-oai-tools") ?? {};
    const verdict = translator.readAnswer(Buffer.from(JSON.stringify(json)));
    expect(verdict).toMatchObject({
      kind: "ok",
      answer: {
        choices: [
          { parts: [{ type: "tool_call", id: "call_1", name: "w", arguments: '{"a":1}' }], finish: "tool_calls" },
        ],
        usage: { promptTokens: 11, completionTokens: 3, cachedTokens: 4, reasoningTokens: 1 },
      } satisfies Partial<Record<keyof Answer, unknown>>,
    });
  });

  it("is refused where a stored response was asked for, by name and with a way out", () => {
    const ask = (own: Fields): GatewayError => {
      try {
        dialect.toConversation({ model: "m", input: "hi", ...own });
      } catch (error) {
        if (error instanceof GatewayError) return error;
      }
      throw new Error("nothing was refused");
    };
    for (const own of [
      { previous_response_id: "resp_0" },
      { conversation: "conv_1" },
      { conversation: { id: "conv_1" } },
      { prompt: { id: "pmpt_1" } },
      { background: true },
    ]) {
      const error = ask(own);
      expect(error).toMatchObject({ code: "invalid_request", status: 400, param: Object.keys(own)[0] });
      expect(error.hint).toMatch(/\/responses/);
    }
  });
});
