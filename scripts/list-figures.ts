/** The request list in a real Chromium: how soon it is there, how it scrolls, and how it bears 200 new requests a second. */
/// <reference lib="dom" />
import { chromium, type Locator, type Page } from "@playwright/test";
import { findOrInstallChromium } from "./chromium.mjs";
import type { FiguresGateway } from "./figures-gateway.ts";

export interface BrowserFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "";
  /** At most; null = told beside the others. */
  readonly goal: number | null;
}

const loads = 7;
const firstPaintMs = 300;
const frameMs = 50;
const perSecond = 200;
const recordingSeconds = 8;

/** What the page notes of itself, from its first moment. */
interface Noted {
  firstRowMs: number;
  frames: number[];
  longTasks: number[];
}

export async function browserFigures(gateway: FiguresGateway): Promise<BrowserFigure[]> {
  const executablePath = findOrInstallChromium();
  if (executablePath === null) throw new Error("there is no Chromium to measure with");
  const browser = await chromium.launch(executablePath === "" ? {} : { executablePath });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([{ ...gateway.cookie, domain: "127.0.0.1", path: "/ui" }]);
    const page = await context.newPage();
    await page.addInitScript(noteItself);
    const opened = await openings(page, gateway.url);
    const scrolled = await scrolling(page);
    return [...opened, ...scrolled, ...(await recording(page, gateway))];
  } finally {
    await browser.close();
  }
}

/** Runs in the page. A frame is a time between two drawings; Chromium draws 60 times a second when nothing holds it up. */
function noteItself(): void {
  const noted: Noted = { firstRowMs: 0, frames: [], longTasks: [] };
  Object.assign(globalThis, { noted });
  new PerformanceObserver((list) => noted.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe(
    {
      type: "longtask",
    },
  );
  let last = 0;
  const look = (at: number): void => {
    if (last > 0) noted.frames.push(at - last);
    last = at;
    if (noted.firstRowMs === 0 && document.querySelector("[role=grid] [role=gridcell]") !== null)
      noted.firstRowMs = performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function openings(page: Page, url: string): Promise<BrowserFigure[]> {
  const paints: number[] = [];
  const rows: number[] = [];
  for (let load = 0; load <= loads; load++) {
    await page.goto("about:blank");
    await page.goto(`${url}/ui/#/requests`);
    await aRow(page).waitFor();
    const paint = await page.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    );
    const { firstRowMs } = await noted(page);
    if (load === 0) continue; // what the browser keeps of the files
    paints.push(paint);
    rows.push(firstRowMs);
  }
  return [
    { name: "first paint of the list", value: middle(paints), unit: "ms", goal: firstPaintMs },
    { name: "its first rows are there", value: middle(rows), unit: "ms", goal: null },
  ];
}

async function scrolling(page: Page): Promise<BrowserFigure[]> {
  const grid = page.getByRole("grid");
  const box = await grid.boundingBox();
  if (box === null) throw new Error("the list is not to be seen");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await forget(page);
  for (let step = 0; step < 300; step++) await page.mouse.wheel(0, 400);
  const { frames } = await noted(page);
  return [
    { name: "scrolling down 120,000 pixels, longest frame", value: Math.max(...frames), unit: "ms", goal: frameMs },
    { name: "frames while scrolling", value: frames.length, unit: "", goal: null },
  ];
}

/** Calls at a steady pace; the same before the page listens to them, to have something to compare with. */
async function recording(page: Page, gateway: FiguresGateway): Promise<BrowserFigure[]> {
  await page.goto("about:blank");
  const alone = await pacedCalls(gateway);
  await page.goto(`${gateway.url}/ui/#/requests`);
  await aRow(page).waitFor();
  await forget(page);
  const shown = await pacedCalls(gateway);
  const { frames, longTasks } = await noted(page);
  const pace = `${perSecond} requests a second`;
  return [
    { name: `${pace}, longest frame`, value: Math.max(...frames), unit: "ms", goal: null },
    {
      name: `${pace}, frames over ${frameMs} ms`,
      value: frames.filter((each) => each > frameMs).length,
      unit: "",
      goal: null,
    },
    { name: `${pace}, tasks over ${frameMs} ms`, value: longTasks.length, unit: "", goal: 0 },
    { name: `${pace}, a call takes, nobody watching`, value: middle(alone), unit: "ms", goal: null },
    { name: `${pace}, a call takes, the list open`, value: middle(shown), unit: "ms", goal: null },
  ];
}

async function pacedCalls(gateway: FiguresGateway): Promise<number[]> {
  const startedMs = performance.now();
  const calls: Promise<number>[] = [];
  while (performance.now() - startedMs < recordingSeconds * 1000) {
    const due = ((performance.now() - startedMs) / 1000) * perSecond;
    while (calls.length < due) calls.push(gateway.chat());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return Promise.all(calls);
}

/** A cell of its own may be empty, and then it is not to be seen. */
function aRow(page: Page): Locator {
  return page
    .getByRole("grid")
    .getByRole("row")
    .filter({ has: page.getByRole("gridcell") })
    .first();
}

function noted(page: Page): Promise<Noted> {
  return page.evaluate(() => (globalThis as unknown as { noted: Noted }).noted); // noteItself put it there
}

async function forget(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { noted } = globalThis as unknown as { noted: Noted }; // as above
    noted.frames.length = 0;
    noted.longTasks.length = 0;
  });
}

function middle(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
