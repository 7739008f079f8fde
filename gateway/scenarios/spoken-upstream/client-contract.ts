/**
 * The promise to every client, as one table: behind each provider it hears what the model said, whole and streamed.
 *
 * A client's own file brings an adapter over its official SDK and the cells where its dialect, or a provider's, cannot
 * express something; those are asserted as what happens by rule.
 */
import { describe, expect, it } from "vitest";
import type { ClientHeard, ClientUnderTest, ClientUsage } from "./client-under-test.ts";
import { png, placeAnswer } from "./client-under-test.ts";
import { aliases, type Alias, type EveryDialect } from "./gateway-of-every-dialect.ts";
import { callsTwoTools, saysHello, spokenSignature, spokenUsage, type Said } from "./said.ts";
import { upstreamFacts, type LoopFacts, type UpstreamFacts } from "./upstream-facts.ts";

export interface ClientContract {
  /** Asked inside a test, when the gateway runs. */
  client(): ClientUnderTest;
  every(): EveryDialect;
  readonly aliases?: readonly Alias[];
  /** The client dialect's words for how an answer ended. */
  readonly finishes: Readonly<Record<Said["finish"], string>>;
  /** What the client's dialect has a place for. */
  readonly reads: { readonly cached: boolean; readonly reasoningTokens: boolean; readonly callIds: boolean };
  /** What the SDK makes of a count that nobody reported; absent = null. */
  readonly unknownCount?: 0;
  /** Where the SDK does not read the provider's word for thoughts; absent = everywhere. */
  hearsThoughts?(alias: Alias): boolean;
  /** What of a turn with calls reaches the upstream again, where that is less than the upstream takes. */
  loop?(alias: Alias): Partial<LoopFacts>;
  /** The upstream's status -> the SDK's class and the status on it. */
  error(alias: Alias, status: ErrorStatus): { readonly name: string; readonly status: number | null };
  /** The SDK's class for a stream that broke. */
  broken(alias: Alias): string;
  /** What asks the provider for a schema, where that is not the translation's. */
  schema?(alias: Alias): string | null;
}

export type ErrorStatus = (typeof errorStatuses)[number];

const errorStatuses = [400, 401, 429, 529] as const;
const ways = [
  ["whole", false],
  ["streamed", true],
] as const;
const claudes: ReadonlySet<Alias> = new Set<Alias>(["anthropic", "bedrock"]);
const noFacts: Partial<LoopFacts> = {};

export function itKeepsTheContract(contract: ClientContract): void {
  describe.each(contract.aliases ?? aliases)("behind %s", (alias) => {
    describe.each(ways)("%s", (_way, stream) => {
      answerCells(contract, alias, stream);
      toolCells(contract, alias, stream);
      failureCells(contract, alias, stream);
    });
  });
}

function answerCells(contract: ClientContract, alias: Alias, stream: boolean): void {
  const { finishes } = contract;
  const facts = upstreamFacts[alias];
  it("hears the text and its exact cost", async () => {
    const heard = await askFor(contract, saysHello, { alias, stream });
    expect(heard).toMatchObject({ text: saysHello.text.join(""), calls: [], finish: finishes.stop });
    expect(heard.usage).toEqual(usageFor(contract, facts));
    expect(heard.pieces).toBe(stream ? saysHello.text.length : 1);
  });

  it.each(["length", "content_filter"] as const)("hears that an answer ended by %s", async (finish) => {
    const heard = await askFor(contract, { ...saysHello, finish }, { alias, stream });
    const word = finish === "content_filter" && !facts.filters ? "stop" : finish;
    expect(heard).toMatchObject({ text: saysHello.text.join(""), finish: finishes[word] });
  });

  it("gets JSON of the schema it asked for, and the provider was asked for it", async () => {
    const said = { ...saysHello, text: [JSON.stringify(placeAnswer)] };
    const heard = await askFor(contract, said, { alias, stream, schema: true });
    expect(JSON.parse(heard.text)).toEqual(placeAnswer);
    const { rawBody } = contract.every().upstream.last();
    expect(rawBody).toContain(contract.schema?.(alias) ?? facts.schema);
    expect(rawBody.replaceAll("\\", "")).toContain('"height":{"type":"integer"}');
  });
}

function toolCells(contract: ClientContract, alias: Alias, stream: boolean): void {
  const facts = upstreamFacts[alias];
  it("hears thoughts and two calls, and brings both back with their results", async () => {
    const { upstream } = contract.every();
    upstream.plays({ kind: "says", said: callsTwoTools }, { kind: "says", said: saysHello });
    const asks = { alias, stream, tools: true, thinks: true };
    const client = contract.client();
    const first = await client.ask(asks);
    expectCalls(first, contract, alias);
    const results = [{ text: "sunny", image: png }, { text: "rainy" }];
    const second = await client.ask({ ...asks, after: { heard: first, results } });
    expect(second.text).toBe(saysHello.text.join(""));
    const { rawBody } = upstream.last();
    expect(rawBody.indexOf("sunny")).toBeGreaterThan(rawBody.indexOf("부산"));
    expect(rawBody.indexOf("rainy")).toBeGreaterThan(rawBody.indexOf("sunny"));
    const arrived = {
      signature: rawBody.includes(spokenSignature),
      thought: rawBody.includes(callsTwoTools.reasoning ?? ""),
      image: rawBody.includes(png),
    };
    expect(arrived).toEqual({ ...facts.takes, ...(contract.loop?.(alias) ?? noFacts) });
    // Claude refuses to think on in a loop whose thoughts did not come back.
    if (!arrived.signature && claudes.has(alias)) expect(rawBody).not.toContain('"type":"enabled"');
  });
}

function expectCalls(heard: ClientHeard, contract: ClientContract, alias: Alias): void {
  const { finishes, reads } = contract;
  expect(heard.calls.map(({ name, arguments: given }) => [name, given])).toEqual(
    callsTwoTools.calls.map(({ name, arguments: given }) => [name, given]),
  );
  const reasoning = (contract.hearsThoughts?.(alias) ?? true) ? callsTwoTools.reasoning : "";
  expect(heard).toMatchObject({ finish: finishes.tool_calls, reasoning, text: "" });
  const ids = heard.calls.map(({ id }) => id);
  if (reads.callIds && upstreamFacts[alias].callIds) expect(ids).toEqual(callsTwoTools.calls.map(({ id }) => id));
  else if (reads.callIds) expect(new Set(ids.filter((id) => id !== "")).size).toBe(ids.length);
}

function failureCells(contract: ClientContract, alias: Alias, stream: boolean): void {
  it.each(errorStatuses)("gets the SDK's own error for the provider's %i", async (status) => {
    const client = contract.client();
    contract.every().upstream.plays({ kind: "fails", status, message: "The provider says no." });
    const error = await raised(client.ask({ alias, stream }));
    expect(client.readError(error)).toEqual(contract.error(alias, status));
    expect(String(error)).toContain("The provider says no.");
  });

  it.each([
    ["an answer", saysHello, false],
    ["a call", callsTwoTools, true],
  ] as const)("raises when the provider breaks off %s", async (_what, said, tools) => {
    const client = contract.client();
    contract.every().upstream.plays({ kind: "breaks", said });
    const error = await raised(client.ask({ alias, stream, tools }));
    if (stream) expect(client.readError(error).name).toBe(contract.broken(alias));
    else expect(client.readError(error).status).toBe(500);
  });

  it("leaves the provider within 100 ms when it aborts", async () => {
    const { upstream } = contract.every();
    const asked = upstream.received.length;
    upstream.plays({ kind: "hangs", said: saysHello });
    const abort = new AbortController();
    let abortedAt = Number.POSITIVE_INFINITY;
    const leave = (): void => {
      if (abort.signal.aborted) return;
      abortedAt = performance.now();
      abort.abort();
    };
    // Some SDKs raise, some end the stream in silence: how is theirs, that the call ends is ours.
    const answer = contract.client().ask({ alias, stream, signal: abort.signal, onFirst: leave });
    const ended = answer.then(
      () => {},
      () => {},
    );
    while (upstream.received.length === asked) await pause();
    if (!stream) leave();
    await ended;
    const call = upstream.last();
    while (call.abortedAt === null && performance.now() < abortedAt + 1000) await pause();
    expect((call.abortedAt ?? Number.POSITIVE_INFINITY) - abortedAt).toBeLessThan(100);
  });
}

function askFor(
  contract: ClientContract,
  said: Said,
  ask: Parameters<ClientUnderTest["ask"]>[0],
): Promise<ClientHeard> {
  contract.every().upstream.plays({ kind: "says", said });
  return contract.client().ask(ask);
}

function usageFor({ reads, unknownCount }: ClientContract, facts: UpstreamFacts): ClientUsage {
  const unknown = unknownCount ?? null;
  return {
    prompt: spokenUsage.prompt,
    completion: spokenUsage.completion,
    cached: reads.cached && facts.cached ? spokenUsage.cached : unknown,
    reasoning: reads.reasoningTokens && facts.reasoningTokens ? spokenUsage.reasoning : unknown,
  };
}

/** @returns what the SDK raised; fails when it raised nothing */
export async function raised(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("the SDK raised nothing");
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}
