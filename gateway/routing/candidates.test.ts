import { describe, expect, it } from "vitest";
import type { Deployment } from "../contract/deployment.ts";
import { deployment, noFacts, routing } from "./__fixtures__/sample.ts";
import { judgeCandidates, type CandidateInput, type CandidateView } from "./candidates.ts";

const idle: CandidateView = {
  restsMs: () => 0,
  isUnhealthy: () => false,
  inFlight: () => 0,
  minute: () => ({ requests: 0, tokens: 0 }),
};

function verdicts(deployments: Deployment[], input: Partial<CandidateInput> = {}): Record<string, string> {
  const all = {
    settings: routing(),
    facts: noFacts,
    tags: [],
    overBudget: () => null,
    tried: new Set<string>(),
    view: idle,
    ...input,
  };
  const judged = judgeCandidates({ deployments, ...all });
  return Object.fromEntries(judged.map(({ deployment: { id }, excluded }) => [id, excluded ?? "open"]));
}

const a = deployment("a");
const b = deployment("b");

describe("judgeCandidates", () => {
  it("leaves out whoever has no budget left, and says what was spent", () => {
    const overBudget = ({ id }: { readonly id: string }): string | null => (id === "a" ? "spent 2 of 1" : null);
    expect(verdicts([a, b], { overBudget })).toEqual({ a: "over_budget", b: "open" });
    expect(verdicts([a], { overBudget })).toEqual({ a: "over_budget" });
    // A budget is no doubt that gives way: where nobody has money, nobody is asked.
    expect(verdicts([a, b], { overBudget, tried: new Set(["b"]) })).toEqual({ a: "over_budget", b: "open" });
  });

  it("leaves everybody open where nothing speaks against them", () => {
    expect(verdicts([a, b])).toEqual({ a: "open", b: "open" });
  });

  it("leaves out who rests, even when nobody else is there", () => {
    const view = { ...idle, restsMs: () => 5000 };
    expect(verdicts([a], { view })).toEqual({ a: "cooling_down" });
  });

  it("passes over who failed this request or its health check, until nobody else is left", () => {
    expect(verdicts([a, b], { tried: new Set(["a"]) })).toEqual({ a: "already_tried", b: "open" });
    expect(verdicts([a, b], { tried: new Set(["a", "b"]) })).toEqual({ a: "open", b: "open" });
    const settings = routing({ enable_health_check_routing: true });
    const sick = { ...idle, isUnhealthy: (id: string) => id === "a" };
    expect(verdicts([a, b], { settings, view: sick })).toEqual({ a: "unhealthy", b: "open" });
    expect(verdicts([a], { settings, view: sick })).toEqual({ a: "open" });
    expect(verdicts([a, b], { view: sick })).toEqual({ a: "open", b: "open" });
  });

  it("takes the lowest order that is open, and drops who has none beside it", () => {
    const first = deployment("first", { order: 1 });
    const second = deployment("second", { order: 2 });
    expect(verdicts([second, first, a])).toEqual({ second: "lower_order", first: "open", a: "lower_order" });
    const view = { ...idle, restsMs: (id: string) => (id === "first" ? 1 : 0) };
    expect(verdicts([second, first, a], { view })).toEqual({ second: "open", first: "cooling_down", a: "lower_order" });
    expect(verdicts([second, first], { tried: new Set(["first"]) })).toEqual({
      second: "open",
      first: "already_tried",
    });
  });

  const limited = deployment("limited", { rpm: 3, tpm: 100 });
  it.each([
    ["simple-shuffle", {}, "open"],
    ["simple-shuffle", { enable_pre_call_checks: true }, "rpm_limit"],
    ["least-busy", {}, "open"],
    ["usage-based-routing", {}, "rpm_limit"],
    ["usage-based-routing-v2", {}, "rpm_limit"],
    ["latency-based-routing", {}, "rpm_limit"],
    ["cost-based-routing", {}, "rpm_limit"],
  ])("with %s and %j a full minute is %s", (routing_strategy, more, expected) => {
    const view = { ...idle, minute: () => ({ requests: 3, tokens: 0 }) };
    expect(verdicts([limited], { view, settings: routing({ routing_strategy, ...more }) })).toEqual({
      limited: expected,
    });
  });

  it("counts the prompt that is about to be sent against tpm", () => {
    const settings = routing({ routing_strategy: "usage-based-routing-v2" });
    const view = { ...idle, minute: () => ({ requests: 0, tokens: 60 }) };
    const asking = (tokens: number): CandidateInput["facts"] => ({ ...noFacts, promptTokens: () => tokens });
    expect(verdicts([limited], { settings, view, facts: asking(40) })).toEqual({ limited: "open" });
    expect(verdicts([limited], { settings, view, facts: asking(41) })).toEqual({ limited: "tpm_limit" });
  });

  it("asks nobody beyond max_parallel_requests, the deployment's own or the default", () => {
    const view = { ...idle, inFlight: () => 2 };
    const own = deployment("own", { maxParallelRequests: 3 });
    expect(verdicts([own, a], { view, settings: routing({ default_max_parallel_requests: 2 }) })).toEqual({
      own: "open",
      a: "max_parallel_requests",
    });
  });

  it("checks context window, region and schema only where pre-call checks are on", () => {
    const small = deployment("small", { modelInfo: { max_input_tokens: 10 } });
    const there = deployment("there", { cloud: { region_name: "us-east-1" } });
    const here = deployment("here", { cloud: { aws_region_name: "eu-west-1" } });
    const plain = deployment("plain", { modelInfo: { supports_response_schema: false } });
    const facts = { ...noFacts, promptTokens: () => 11, region: "eu", needsResponseSchema: true };
    const all = [small, there, here, plain];
    expect(verdicts(all, { facts, settings: routing({ enable_pre_call_checks: true }) })).toEqual({
      small: "context_window",
      there: "region",
      here: "open",
      plain: "unsupported_params",
    });
    expect(new Set(Object.values(verdicts(all, { facts })))).toEqual(new Set(["open"]));
  });

  it("takes a limit that the file does not name from what is known of the model", () => {
    const facts = { ...noFacts, promptTokens: () => 11, maxInputTokensOf: () => 10 };
    expect(verdicts([a], { facts, settings: routing({ enable_pre_call_checks: true }) })).toEqual({
      a: "context_window",
    });
  });
});

describe("tags", () => {
  const free = deployment("free", { tags: ["free"] });
  const paid = deployment("paid", { tags: ["paid", "team-a"] });
  const usual = deployment("usual", { tags: ["default"] });
  const bare = deployment("bare");
  const on = { enable_tag_filtering: true };
  const open = (deployments: Deployment[], tags: string[], settings: Record<string, unknown> = on): string[] =>
    Object.entries(verdicts(deployments, { tags, settings: routing(settings) }))
      .filter(([, verdict]) => verdict === "open")
      .map(([id]) => id);

  it.each([
    ["one common tag is enough", ["paid", "x"], ["paid"]],
    ["no common tag leads to default", ["x"], ["usual"]],
    ["no tag leads to default", [], ["usual"]],
  ])("%s", (_name, tags, expected) => {
    expect(open([free, paid, usual, bare], tags)).toEqual(expected);
  });

  it("lets an untagged request go anywhere where nothing is tagged default", () => {
    expect(open([free, paid, bare], [])).toEqual(["free", "paid", "bare"]);
  });

  it("leaves nobody where neither a tag nor a default fits", () => {
    expect(open([free, paid, bare], ["x"])).toEqual([]);
  });

  it("wants every tag where the file says so, and none where filtering is off", () => {
    expect(open([free, paid], ["paid", "team-a"], { ...on, tag_filtering_match_any: false })).toEqual(["paid"]);
    expect(open([free, paid], ["paid", "free"], { ...on, tag_filtering_match_any: false })).toEqual([]);
    expect(open([free, paid], ["x"], {})).toEqual(["free", "paid"]);
  });
});
