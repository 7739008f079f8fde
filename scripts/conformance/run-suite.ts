/** One config, its cases: both gateways answer each case, one after the other case, side by side within one. */
import { join } from "node:path";
import type { Case } from "./case.ts";
import { compare, judge, type Difference, type Verdict } from "./compare.ts";
import { intended } from "./intended.ts";
import { isCompared } from "./not-compared.ts";
import { observe, type Facts } from "./observe.ts";
import { startLitellm, startPortico, type Running } from "./processes.ts";
import { send } from "./send.ts";
import { startUpstream, type Upstream } from "./upstream/server.ts";

export interface Suite {
  readonly name: string;
  readonly config: (upstream: string) => string;
  readonly cases: readonly Case[];
}

export interface CaseResult extends Verdict {
  readonly differences: readonly Difference[];
}

interface Side {
  readonly gateway: Running;
  readonly upstream: Upstream;
}

export async function runSuite(suite: Suite, python: string, folder: string): Promise<CaseResult[]> {
  const closers: { stop(): Promise<void> }[] = [];
  const opened = <T extends { stop(): Promise<void> }>(thing: T): T => {
    closers.push(thing);
    return thing;
  };
  const side = async (name: "litellm" | "portico"): Promise<Side> => {
    const upstream = opened(await startUpstream());
    const config = suite.config(upstream.origin);
    const plan = { folder: join(folder, `${suite.name}-${name}`), config, upstream: upstream.origin };
    return { upstream, gateway: opened(await (name === "litellm" ? startLitellm(python, plan) : startPortico(plan))) };
  };
  try {
    const sides = [await side("portico"), await side("litellm")] as const; // the quicker one first: its faults show at once
    return await play(suite.cases, [sides[1], sides[0]]);
  } finally {
    await Promise.all(closers.map((each) => each.stop()));
  }
}

async function play(cases: readonly Case[], [litellm, portico]: readonly [Side, Side]): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const each of cases) {
    const [theirs, ours] = await Promise.all([ask(each, litellm), ask(each, portico)]);
    const differences = compare(theirs, ours).filter(isCompared);
    results.push({ ...judge(each.id, differences, intended), differences });
    if (results.length % 100 === 0) process.stdout.write(`  ${results.length} of ${cases.length}\n`);
  }
  return results;
}

async function ask(each: Case, { gateway, upstream }: Side): Promise<Facts> {
  upstream.take();
  const received = await send(gateway.origin, each);
  return observe(received, upstream.take(), each.method);
}
