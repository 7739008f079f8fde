import { describe, expect, it } from "vitest";
import { catalogOf, entry, impactOf, impactParts, requestOf } from "./__fixtures__/catalogs.ts";
import { draftImpact } from "./draft-impact.ts";

const list = (text: string, more = "") => catalogOf(`model_list:\n${text}${more}`);
const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

const gpt = entry("m", "openai/gpt-4o");
const mini = entry("m", "openai/gpt-4o-mini");
// Of 1,000 tokens in and 100 out: gpt-4o 2.50 and 10 USD a million, gpt-4o-mini 0.15 and 0.60.
const gptNanos = 3_500_000;
const miniNanos = 210_000;

describe("requests of the last day under a draft", () => {
  it("that go to another model are told with the place and the cost of both", async () => {
    expect(await impactOf(list(gpt), list(mini), times(3, requestOf("m")))).toEqual([
      {
        alias: "m",
        requests: 3,
        before: "openai/gpt-4o",
        after: "openai/gpt-4o-mini",
        costBeforeUsdNanos: String(3 * gptNanos),
        costAfterUsdNanos: String(3 * miniNanos),
        reason: null,
      },
    ]);
  });

  it("show a canary by its shares, and cost what the draw comes to", async () => {
    const running = list(entry("m", "openai/gpt-4o", ", weight: 90"));
    const draft = list(entry("m", "openai/gpt-4o", ", weight: 90") + entry("m", "openai/gpt-4o-mini", ", weight: 10"));
    expect(await impactOf(running, draft, times(10, requestOf("m")))).toMatchObject([
      {
        before: "100 % openai/gpt-4o",
        after: "90 % openai/gpt-4o, 10 % openai/gpt-4o-mini",
        costBeforeUsdNanos: String(10 * gptNanos),
        costAfterUsdNanos: String(9 * gptNanos + miniNanos),
      },
    ]);
  });

  it("do not change by the chance of a draw, nor by the order or the keys of its entries", async () => {
    const running = list(gpt + mini);
    const draft = list(entry("m", "openai/gpt-4o-mini") + gpt.replace("api_key: k", "api_key: k2"));
    const rows = [requestOf("m"), requestOf("m", { upstreamModel: "gpt-4o-mini" })];
    expect(await impactOf(running, draft, rows)).toEqual([]);
  });

  it("are priced anew where only the file's price changes, by every kind of token", async () => {
    const priced = (input: string): string =>
      entry(
        "m",
        "hosted_vllm/q",
        ", api_base: 'http://h/v1'",
        `input_cost_per_token: ${input}, output_cost_per_token: 2e-6`,
      );
    const row = requestOf("m", { cachedTokens: 400, provider: "hosted_vllm", upstreamModel: "q" });
    expect(await impactOf(list(priced("1e-6")), list(priced("3e-6")), [row, row])).toMatchObject([
      {
        requests: 2,
        before: "hosted_vllm/q",
        after: "hosted_vllm/q",
        costBeforeUsdNanos: String(2 * (1_000_000 + 200_000)),
        costAfterUsdNanos: String(2 * (3_000_000 + 200_000)),
      },
    ]);
  });

  it("with no price are of unknown cost, never of none", async () => {
    const own = entry("m", "hosted_vllm/q", ", api_base: 'http://h/v1'");
    expect(await impactOf(list(gpt), list(own), [requestOf("m")])).toMatchObject([
      { costBeforeUsdNanos: String(gptNanos), costAfterUsdNanos: null },
    ]);
  });

  it("that were not answered go elsewhere at no known cost", async () => {
    const failed = requestOf("m", { billed: null, promptTokens: null, completionTokens: null });
    expect(await impactOf(list(gpt), list(mini), [failed])).toMatchObject([
      { requests: 1, costBeforeUsdNanos: null, costAfterUsdNanos: null },
    ]);
  });

  it("keep what the provider reported for as long as they go to it", async () => {
    const before = entry("m", "openrouter/a") + entry("other", "openai/gpt-4o");
    const after = entry("m", "openrouter/a", ", input_cost_per_token: 9") + entry("other", "openai/gpt-4o");
    const reported = requestOf("m", {
      provider: "openrouter",
      upstreamModel: "a",
      billed: { source: "provider_reported", usdNanos: "777", entry: null, serviceTier: null, quantities: {} },
    });
    expect(await impactOf(list(before), list(after), [reported])).toEqual([]);
    const moved = await impactOf(list(before), list(after.replace("openrouter/a", "openai/gpt-4o-mini")), [reported]);
    expect(moved).toMatchObject([{ costBeforeUsdNanos: "777" }]);
  });

  it("tell the same model at another base by its host, and never more of it", async () => {
    const at = (base: string): string => entry("m", "hosted_vllm/q", `, api_base: '${base}'`);
    const changed = await impactOf(list(at("http://one:8000/v1/sk-1")), list(at("http://two:8000/v1/sk-2")), [
      requestOf("m"),
    ]);
    expect(changed).toMatchObject([{ before: "hosted_vllm/q (one:8000)", after: "hosted_vllm/q (two:8000)" }]);
  });

  it("follow a wildcard, a pointer and a forced model", async () => {
    const running = list(entry("x/*", "openrouter/*") + gpt, "router_settings: {model_group_alias: {old: m}}\n");
    const draft = list(
      entry("x/*", "openai/*") + gpt + entry("big", "openai/gpt-4.1"),
      "router_settings: {model_group_alias: {old: big}}\n",
    );
    const rows = [requestOf("x/a"), ...times(2, requestOf("old")), requestOf("m")];
    expect(await impactOf(running, draft, rows)).toMatchObject([
      { alias: "old", requests: 2, before: "openai/gpt-4o", after: "openai/gpt-4.1" },
      { alias: "x/a", requests: 1, before: "openrouter/a", after: "openai/a" },
    ]);
    const forced = catalogOf(
      `general_settings: {master_key: sk-a-strong-master-key-for-tests, completion_model: big}\nmodel_list:\n${gpt}${entry("big", "openai/gpt-4.1")}`,
    );
    expect(
      await impactOf(list(gpt), forced, [requestOf("m"), requestOf("m", { operation: "embedding" })]),
    ).toMatchObject([{ requests: 1, after: "openai/gpt-4.1" }]);
  });

  it("that were refused and would be answered have an empty before", async () => {
    const refused = requestOf("new", {
      deploymentId: null,
      billed: null,
      errorCode: "unknown_model",
      promptTokens: null,
    });
    expect(await impactOf(list(gpt), list(gpt + entry("new", "openai/gpt-4o")), [refused])).toMatchObject([
      { alias: "new", before: "", after: "openai/gpt-4o", reason: null },
    ]);
  });

  it("are looked at in slices, so that whatever else waits is done in between", async () => {
    let now = 0;
    let turns = 0;
    let isOver = false;
    const clock = { monotonicMs: () => (now += 1) };
    const turn = (): void => {
      turns++;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    const rows = times(200, requestOf("m"));
    await draftImpact(list(gpt), list(mini), { rows, isCut: false }, { ...impactParts, clock });
    isOver = true;
    expect(turns).toBeGreaterThan(20);
  });
});

describe("requests that would be refused", () => {
  const only = async (draft: ReturnType<typeof list>, row = requestOf("m"), running = list(gpt)): Promise<unknown> =>
    (await impactOf(running, draft, [row]))[0];

  it("cost nothing and say why", async () => {
    expect(await only(list(entry("other", "openai/gpt-4o")))).toEqual({
      alias: "m",
      requests: 1,
      before: "openai/gpt-4o",
      after: null,
      costBeforeUsdNanos: String(gptNanos),
      costAfterUsdNanos: "0",
      reason: "no alias of this name is there",
    });
  });

  it("say that the alias does not work", async () => {
    const draft = list(gpt.replace("api_key: k", "api_key: os.environ/NOT_SET_ANYWHERE"));
    expect(await only(draft)).toMatchObject({ after: null, reason: expect.stringContaining("NOT_SET_ANYWHERE") });
  });

  it("say that no deployment has their tags", async () => {
    const tags = "router_settings: {enable_tag_filtering: true}\n";
    const tagged = (tag: string): string => entry("m", "openai/gpt-4o", `, tags: [${tag}]`);
    const row = requestOf("m", { tags: ["free"] });
    expect(await only(list(tagged("paid"), tags), row, list(tagged("free"), tags))).toMatchObject({
      after: null,
      reason: "no deployment has its tags",
    });
    // Without tag filtering the same tags choose nothing.
    expect(await only(list(tagged("paid")), row, list(tagged("free")))).toBeUndefined();
  });

  it("say that they do not fit, and only those that do not", async () => {
    const checks = "router_settings: {enable_pre_call_checks: true}\n";
    const limited = (limit: number): string => entry("m", "openai/gpt-4o", "", `max_input_tokens: ${limit}`);
    const rows = [requestOf("m", { promptTokens: 900 }), requestOf("m", { promptTokens: 90 })];
    expect(await impactOf(list(limited(1000), checks), list(limited(100), checks), rows)).toMatchObject([
      { requests: 1, after: null, reason: "it does not fit: about 900 tokens, 100 fit" },
    ]);
  });

  it("say that the provider has no such operation", async () => {
    const row = requestOf("m", { operation: "embedding", completionTokens: null });
    const draft = list(entry("m", "anthropic/claude-sonnet-4-5"));
    expect(await only(draft, row)).toMatchObject({ after: null, reason: "anthropic cannot answer embedding" });
  });

  it("go to the fallbacks that the draft names, if there are any", async () => {
    const broken = gpt.replace("api_key: k", "api_key: os.environ/NOT_SET_ANYWHERE");
    const draft = list(broken + entry("b", "openai/gpt-4o-mini"), "router_settings: {fallbacks: [{m: [b]}]}\n");
    expect(await only(draft)).toMatchObject({ after: "openai/gpt-4o-mini", reason: null });
  });
});

describe("requests that fell back", () => {
  const two = gpt + entry("b", "openai/gpt-4o-mini") + entry("c", "openai/gpt-4.1");
  const fallbacks = (...names: string[]): string => `router_settings: {fallbacks: [{m: [${names.join(", ")}]}]}\n`;
  const fell = requestOf("m", { upstreamModel: "gpt-4o-mini", givenUp: { groups: ["m"], kind: "fallbacks" } });

  it("would go to another group where the draft names another", async () => {
    expect(
      await impactOf(list(two, fallbacks("b")), list(two, fallbacks("c", "b")), [fell, requestOf("m")]),
    ).toMatchObject([{ requests: 1, before: "openai/gpt-4o-mini", after: "openai/gpt-4.1" }]);
  });

  it("would fail where the draft names none", async () => {
    expect(await impactOf(list(two, fallbacks("b")), list(two), [fell])).toMatchObject([
      { after: null, reason: "m failed, and nobody stands in for it" },
    ]);
  });

  it("never walk in a circle", async () => {
    const circle = "router_settings: {fallbacks: [{m: [b]}, {b: [m]}]}\n";
    const lost = requestOf("m", { givenUp: { groups: ["m", "b"], kind: "fallbacks" } });
    expect(await impactOf(list(two, circle), list(two, circle), [lost])).toEqual([]);
  });
});

describe("strategies that look at load or price", () => {
  const strategy = (name: string): string => `router_settings: {routing_strategy: ${name}}\n`;

  it("are told without shares, because nobody can know them", async () => {
    const running = list(gpt, strategy("least-busy"));
    expect(await impactOf(running, list(gpt + mini, strategy("least-busy")), [requestOf("m")])).toMatchObject([
      { before: "openai/gpt-4o", after: "openai/gpt-4o, openai/gpt-4o-mini" },
    ]);
  });

  it("go to the cheapest where the price decides", async () => {
    const both = gpt + mini;
    expect(await impactOf(list(gpt), list(both, strategy("cost-based-routing")), [requestOf("m")])).toMatchObject([
      { after: "openai/gpt-4o-mini", costAfterUsdNanos: String(miniNanos) },
    ]);
  });
});
