/**
 * `npm run bench`: what the gateway costs beside a direct call and beside nginx, in alternating rounds of one run.
 *
 * `--quick` one short round, `--only WORD` the figures whose name holds it, `--json FILE` the figures for a program,
 * `--check` exits 1 when a goal is missed. Ratios are the point: absolute times belong to the machine.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { load, middle, type Measured, type Target } from "./measured-load.ts";
import {
  addKeys,
  removeKeys,
  coldStartMs,
  isPinned,
  limitedKey,
  startGateway,
  startNginx,
  startUpstream,
  type Running,
} from "./processes.ts";
import { goals, print, type Figure } from "./table.ts";
import { burstEvents } from "./upstream.ts";
import { watchedCost } from "./watched.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    json: { type: "string" },
  },
});
const rounds = values.quick ? 1 : 3;
const seconds = values.quick ? 1.5 : 3;
const folder = mkdtempSync(join(tmpdir(), "portico-bench-"));
const upstream = await startUpstream();
const wants = (name: string): boolean => name.includes(values.only);

const byPath = (kind: string): string => `/${kind}/v1/chat/completions`;
const nginx = await startNginx(upstream.origin, join(folder, "nginx"));
const logOn = await startGateway({ upstream: upstream.origin, folder: join(folder, "on"), hasLog: true });
const logOff = await startGateway({ upstream: upstream.origin, folder: join(folder, "off"), hasLog: false });
const idleMb = await settledMb(logOn);
const targets: Target[] = [
  { name: "direct", process: upstream, path: byPath },
  ...(nginx === null ? [] : [{ name: "nginx" as const, process: nginx, path: byPath }]),
  { name: "on", process: logOn, path: () => "/v1/chat/completions" },
  { name: "off", process: logOff, path: () => "/v1/chat/completions" },
];

type Sample = Partial<Record<Target["name"], Measured>>;

/** Each row: who asks, in front of whom. The path names the client's dialect, the alias the provider's. */
const translations = [
  { name: "a Messages client, OpenAI's dialect behind", path: "/v1/messages", kind: "burst" },
  { name: "a Responses client, OpenAI's dialect behind", path: "/v1/responses", kind: "groq" },
  { name: "a chat client, Anthropic behind", path: "/v1/chat/completions", kind: "claude" },
  { name: "a chat client, Ollama behind", path: "/v1/chat/completions", kind: "ollama" },
];

const figures: Figure[] = [];
process.stdout.write(`${cpus().length} x ${cpus()[0]?.model ?? "?"}, Node ${process.version}, pinned: ${isPinned}\n`);
for (const connections of [1, 16, 64]) if (wants("throughput")) figures.push(...(await throughput(connections)));
if (wants("limits")) figures.push(await limitCost());
if (wants("crowd")) figures.push(await crowd());
if (wants("panel")) figures.push(...(await watchedCost({ upstream: upstream.origin, folder, isQuick: values.quick })));
if (wants("events")) figures.push(...(await eventCost()));
if (wants("translated")) figures.push(...(await translatedCost()));
if (wants("paced")) figures.push(...(await pacedStream()));
if (wants("slow")) figures.push(...(await slowStreams()));
if (wants("memory")) figures.push(...memory());
if (wants("cold")) figures.push(await coldStart());
await Promise.all(targets.map((target) => target.process.stop()));
rmSync(folder, { recursive: true, force: true });
const isReached = print(figures);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(figures, null, 2));
process.exit(values.check && !isReached ? 1 : 0);

async function throughput(connections: number): Promise<Figure[]> {
  const samples = await alternate((target) => load(target, { kind: "chat", connections, seconds }));
  const at = `c=${connections}`;
  const rps = (name: Target["name"]): number => median(samples, name, ({ rps: each }) => each);
  const cpu = (name: Target["name"]): number => median(samples, name, ({ cpuUs }) => cpuUs);
  const p50 = (name: Target["name"]): number => median(samples, name, (each) => each.p50);
  const added = (name: Target["name"]): number => p50(name) - p50("direct");
  const list: Figure[] = [
    { name: `throughput ${at}, log on`, value: rps("on"), unit: "req/s", nginx: rps("nginx") },
    {
      name: `throughput ${at}, of direct`,
      value: rps("on") / rps("direct"),
      unit: "x",
      nginx: rps("nginx") / rps("direct"),
      ...goals.throughput(connections),
    },
    { name: `throughput ${at}, log off, of direct`, value: rps("off") / rps("direct"), unit: "x" },
    {
      name: `throughput ${at}, CPU per request`,
      value: cpu("on"),
      unit: "us",
      nginx: cpu("nginx"),
      ...goals.cpu(connections, cpu("nginx")),
    },
    { name: `throughput ${at}, CPU per request, log off`, value: cpu("off"), unit: "us", nginx: cpu("nginx") },
    {
      name: `throughput ${at}, CPU the log adds`,
      value: cpu("on") / cpu("off") - 1,
      unit: "%",
      ...goals.log(connections),
    },
    {
      name: `throughput ${at}, added p50`,
      value: added("on"),
      unit: "ms",
      nginx: added("nginx"),
      ...goals.added(connections, added("nginx")),
    },
  ];
  return list;
}

/**
 * Gateways against each other in many short rounds: what else runs on the machine meets all alike. Several processes of
 * each kind, because two of the same kind differ by a twentieth for as long as they run.
 */
async function addedCpu(pairs: readonly (readonly [one: Target, other: Target])[]): Promise<number> {
  const shape = { kind: "chat", connections: 16, seconds: 2 };
  const cpuUs = async (side: readonly Target[]): Promise<number> => {
    let sum = 0;
    // oxlint-disable-next-line no-await-in-loop -- one at a time has the machine
    for (const each of side) sum += (await load(each, shape)).cpuUs;
    return sum;
  };
  const [ones, others] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
  const ratios: number[] = [];
  const warmUps = 5; // until the compiler has seen enough of them
  for (let round = -warmUps; round < (values.quick ? 3 : 9); round++) {
    // oxlint-disable-next-line no-await-in-loop -- as above
    const bare = await cpuUs(ones);
    const ratio = (await cpuUs(others)) / bare;
    if (round >= 0) ratios.push(ratio);
  }
  await Promise.all(pairs.flat().map(({ process }) => process.stop()));
  return middle(ratios) - 1;
}

async function pairsOf(
  count: number,
  make: (name: string) => Promise<readonly [Target, Target]>,
): Promise<(readonly [Target, Target])[]> {
  const pairs: (readonly [Target, Target])[] = [];
  // oxlint-disable-next-line no-await-in-loop -- they start one after the other
  for (let index = 0; index < count; index++) pairs.push(await make(String(index)));
  return pairs;
}

async function limitCost(): Promise<Figure> {
  const pairs = await pairsOf(3, async (index) => {
    const at = join(folder, `free-${index}`);
    const process = await startGateway({ upstream: upstream.origin, folder: at, hasLog: true });
    const free: Target = { name: "on", process, path: () => "/v1/chat/completions" };
    return [free, await limitedGateway("limits", join(folder, `limits-${index}`))];
  });
  const value = await addedCpu(pairs);
  return { name: "limits, CPU that they add to a request", value, unit: "%", ...goals.limits };
}

/** Beside the one key and alias that are used stand thousands of others: a request must not cost more for them. */
async function crowd(): Promise<Figure> {
  const others = values.quick ? 2000 : 10_000;
  // Both are new, and both made as many keys: what that taught the one's compiler is not the crowd's cost.
  const pairs = await pairsOf(2, async (index) => {
    const alone = await limitedGateway("limits", join(folder, `alone-${index}`));
    const crowded = await limitedGateway("crowd", join(folder, `crowd-${index}`), others);
    await addKeys(crowded.process.origin, others);
    await removeKeys(alone.process.origin, await addKeys(alone.process.origin, others));
    return [alone, crowded];
  });
  const value = await addedCpu(pairs);
  const name = `crowd, CPU that ${others} other keys and aliases add`;
  return { name, value, unit: "%", ...goals.crowd };
}

async function limitedGateway(name: Target["name"], at: string, otherAliases = 0): Promise<Target> {
  const process = await startGateway({ upstream: upstream.origin, folder: at, hasLog: true, otherAliases });
  return { name, process, path: () => "/v1/chat/completions", key: await limitedKey(process.origin) };
}

async function eventCost(): Promise<Figure[]> {
  const samples = await alternate((target) => load(target, { kind: "burst", connections: 8, seconds, stream: true }));
  const cost = (name: Target["name"]): number => median(samples, name, ({ cpuUs }) => cpuUs / burstEvents);
  return [
    {
      name: "events, CPU per event of a stream",
      value: cost("on"),
      unit: "us",
      nginx: cost("nginx"),
      ...goals.event,
    },
  ];
}

async function translatedCost(): Promise<Figure[]> {
  const list: Figure[] = [];
  for (const { name, path, kind } of translations) {
    const target: Target = { name: "on", process: logOn, path: () => path };
    const costs: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const { cpuUs } = await load(target, { kind, connections: 8, seconds, stream: true });
      if (round > 0) costs.push(cpuUs / burstEvents); // the first one warms up
    }
    list.push({ name: `translated events, ${name}`, value: middle(costs), unit: "us", ...goals.translated });
  }
  return list;
}

async function pacedStream(): Promise<Figure[]> {
  const samples = await alternate((target) => load(target, { kind: "paced", connections: 4, seconds, stream: true }));
  const first = (name: Target["name"]): number =>
    median(samples, name, ({ firstP50 }) => firstP50) - median(samples, "direct", ({ firstP50 }) => firstP50);
  const gap = (name: Target["name"]): number => median(samples, name, ({ gapP50 }) => gapP50);
  return [
    {
      name: "paced stream, added first token",
      value: first("on"),
      unit: "ms",
      nginx: first("nginx"),
      ...goals.firstToken(first("nginx")),
    },
    {
      name: "paced stream, gap of direct",
      value: gap("on") / gap("direct"),
      unit: "x",
      nginx: gap("nginx") / gap("direct"),
      ...goals.gap,
    },
  ];
}

async function slowStreams(): Promise<Figure[]> {
  const streams = values.quick ? 300 : 1000;
  const onTime: Partial<Record<Target["name"], number>> = {};
  let peak = 0;
  // A gateway of its own: what earlier loads left in memory is not the streams'.
  const fresh = await startGateway({ upstream: upstream.origin, folder: join(folder, "streams"), hasLog: true });
  const before = await settledMb(fresh);
  const others = targets.filter(({ name }) => name === "direct" || name === "nginx");
  for (const target of [...others, { name: "on" as const, process: fresh, path: () => "/v1/chat/completions" }]) {
    const watch = setInterval(() => (peak = Math.max(peak, fresh.rssMb())), 500);
    const { events, onTime: punctual } = await load(target, {
      kind: "slow",
      connections: streams,
      seconds: 0,
      stream: true,
    });
    clearInterval(watch);
    onTime[target.name] = punctual / Math.max(1, events);
  }
  await fresh.stop();
  const ratio = (name: Target["name"]): number => (onTime[name] ?? Number.NaN) / (onTime.direct ?? Number.NaN);
  return [
    {
      name: `slow streams (${streams}), on time of direct`,
      value: ratio("on"),
      unit: "x",
      nginx: ratio("nginx"),
      ...goals.onTime,
    },
    { name: `slow streams (${streams}), memory`, value: peak, unit: "MB", ...goals.streamMemory },
    {
      name: `slow streams (${streams}), memory per stream`,
      value: (Math.max(0, peak - before) * 1024) / streams,
      unit: "kB",
    },
  ];
}

function memory(): Figure[] {
  return [
    { name: "memory, idle", value: idleMb, unit: "MB", ...goals.idle },
    { name: "memory, after all of this", value: logOn.rssMb(), unit: "MB", ...goals.loaded },
  ];
}

async function coldStart(): Promise<Figure> {
  const times: number[] = [];
  for (let run = 0; run < (values.quick ? 2 : 5); run++) {
    times.push(await coldStartMs({ upstream: upstream.origin, folder: join(folder, `cold-${run}`), hasLog: true }));
  }
  return { name: "cold start to the first answer", value: middle(times) / 1000, unit: "s", ...goals.cold };
}

/** Every target in each round, the order turned round by round, after a warm-up that does not count. */
async function alternate(
  measure: (target: Target) => Promise<Measured>,
  among = targets,
  times = rounds,
): Promise<Sample[]> {
  for (const target of among) await measure(target);
  const samples: Sample[] = [];
  for (let round = 0; round < times; round++) {
    const sample: Sample = {};
    for (const target of round % 2 === 0 ? among : among.toReversed()) sample[target.name] = await measure(target);
    samples.push(sample);
  }
  return samples;
}

async function settledMb(target: Running): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 3000));
  return target.rssMb();
}

function median(samples: readonly Sample[], name: Target["name"], of: (measured: Measured) => number): number {
  return middle(samples.flatMap((sample) => (sample[name] === undefined ? [] : [of(sample[name])])));
}
