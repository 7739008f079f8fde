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

const perSecond = 200;
const chat = { kind: "chat", connections: 16 };

/** @returns no figures where there is no Chromium */
export async function watchedCost({ upstream, folder, isQuick }: WatchedPlan): Promise<Figure[]> {
  const [one, other] = await Promise.all(
    ["one", "other"].map(async (name): Promise<Target> => {
      const process = await startGateway({ upstream, folder: join(folder, name), hasLog: true });
      return { name: "on", process, path: () => "/v1/chat/completions" };
    }),
  );
  if (one === undefined || other === undefined) return [];
  const rounds = isQuick ? 2 : 8;
  const warmUp = { ...chat, seconds: isQuick ? 3 : 12 }; // until the compiler has seen enough of them
  await Promise.all([load(one, warmUp), load(other, warmUp)]);
  const paced = await watching(one, other, { ...chat, seconds: 4, perSecond }, rounds);
  const full = await watching(one, other, { ...chat, seconds: 3 }, rounds);
  await Promise.all([one.process.stop(), other.process.stop()]);
  if (paced.length === 0) return [];
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

/** @returns the rounds of each of the two being watched */
async function watching(one: Target, other: Target, shape: Shape, rounds: number): Promise<Round[][]> {
  const sides: Round[][] = [];
  for (const [shown, hidden] of [
    [one, other],
    [other, one],
  ] as const) {
    // oxlint-disable-next-line no-await-in-loop -- one browser at a time
    const panel = await openPanel(shown.process.origin);
    if (panel === null) return [];
    const side: Round[] = [];
    for (let round = -1; round < rounds; round++) {
      // oxlint-disable-next-line no-await-in-loop -- one round after the other
      const [watched, unwatched] = await Promise.all([load(shown, shape), load(hidden, shape)]);
      if (round >= 0) side.push({ watched, unwatched }); // the first is the page's own beginning
    }
    // oxlint-disable-next-line no-await-in-loop -- as above
    await panel.close();
    sides.push(side);
  }
  return sides;
}

/** What differs between the two processes themselves is in one side's ratio as often as it is taken from the other's. */
function added(sides: readonly (readonly Round[])[], of: (measured: Measured) => number): number {
  const ratios = sides.map((side) => middle(side.map(({ watched, unwatched }) => of(watched) / of(unwatched))));
  return ratios.reduce((product, ratio) => product * ratio, 1) ** (1 / ratios.length) - 1;
}
