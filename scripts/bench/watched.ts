/**
 * What an open request list costs the gateway while every request shows in it.
 *
 * Two gateways serve the same load in the same seconds, and a browser shows one of them: what the browser takes of the
 * machine by being there meets both alike, so the difference is what watching makes the gateway do. Then the browser shows
 * the other one, because two processes of the same kind differ for as long as they run.
 */
import { join } from "node:path";
import { load, middle, type Measured, type Shape, type Target } from "./measured-load.ts";
import { openPanel } from "./open-panel.ts";
import { startGateway } from "./processes.ts";
import { goals, type Figure } from "./table.ts";

export interface WatchedPlan {
  /** The provider's origin. */
  readonly upstream: string;
  readonly folder: string;
  readonly isQuick: boolean;
}

const chat = { kind: "chat", connections: 16 };
const perSecond = 200;

/** @returns no figures where there is no Chromium */
export async function watchedCost({ upstream, folder, isQuick }: WatchedPlan): Promise<Figure[]> {
  const targets = await Promise.all(
    ["one", "other"].map(async (name): Promise<Target> => {
      const process = await startGateway({ upstream, folder: join(folder, name), hasLog: true });
      return { name: "on", process, path: () => "/v1/chat/completions" };
    }),
  );
  const sides: Side[] = [];
  for (const [at, shown] of targets.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one browser at a time
    const side = await watching(shown, targets[1 - at] ?? shown, isQuick);
    if (side !== null) sides.push(side);
  }
  await Promise.all(targets.map(({ process }) => process.stop()));
  if (sides.length === 0) return [];
  const [paced, full] = [sides.map((side) => side.paced), sides.map((side) => side.full)];
  const [pace, fullSpeed] = [`panel open at ${perSecond} requests a second`, "panel open at full speed"];
  const cpu = ({ cpuUs }: Measured): number => cpuUs;
  return [
    { name: `${pace}, CPU that it adds`, value: added(paced, cpu), unit: "%", ...goals.watched },
    {
      name: `${pace}, time of a call that it adds`,
      value: added(paced, ({ p50 }) => p50),
      unit: "%",
      ...goals.watched,
    },
    { name: `${fullSpeed}, CPU that it adds`, value: added(full, cpu), unit: "%", ...goals.watched },
  ];
}

interface Round {
  readonly watched: Measured;
  readonly unwatched: Measured;
}

interface Side {
  readonly paced: readonly Round[];
  readonly full: readonly Round[];
}

/** What a page asks for is new to the compiler, and at a slow pace it learns slowly: a list is open all day. */
const warmUpSeconds = 30;

/** @returns null where there is no Chromium */
async function watching(shown: Target, hidden: Target, isQuick: boolean): Promise<Side | null> {
  const panel = await openPanel(shown.process.origin);
  if (panel === null) return null;
  const together = async (shape: Shape): Promise<Round> => {
    const [watched, unwatched] = await Promise.all([load(shown, shape), load(hidden, shape)]);
    return { watched, unwatched };
  };
  const rounds = async (shape: Shape): Promise<Round[]> => {
    const list: Round[] = [];
    // oxlint-disable-next-line no-await-in-loop -- one round after the other
    for (let round = 0; round < (isQuick ? 2 : 8); round++) list.push(await together(shape));
    return list;
  };
  await together({ ...chat, seconds: isQuick ? 3 : warmUpSeconds });
  await untilQuiet([shown, hidden]);
  const paced = await rounds({ ...chat, seconds: 4, perSecond });
  const full = await rounds({ ...chat, seconds: 3 });
  await panel.close();
  return { paced, full };
}

/** The texts of the warm-up go into the log's index when there is time, and that is nobody's cost later on. */
async function untilQuiet(targets: readonly Target[]): Promise<void> {
  const [stepMs, mostSteps, busy] = [500, 60, 0.05];
  for (let step = 0; step < mostSteps; step++) {
    const before = targets.map(({ process }) => process.cpuSeconds());
    // oxlint-disable-next-line no-await-in-loop -- time has to pass
    await new Promise((resolve) => setTimeout(resolve, stepMs));
    if (targets.every(({ process }, at) => process.cpuSeconds() - (before[at] ?? 0) < (busy * stepMs) / 1000)) return;
  }
}

/** What differs between the two processes themselves is in one side's ratio as often as it is taken from the other's. */
function added(sides: readonly (readonly Round[])[], of: (measured: Measured) => number): number {
  const ratios = sides.map((side) => middle(side.map(({ watched, unwatched }) => of(watched) / of(unwatched))));
  return ratios.reduce((product, ratio) => product * ratio, 1) ** (1 / ratios.length) - 1;
}
