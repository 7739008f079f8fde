/** Draws a stream on its axis: speed above, what the provider sent and what the client got below, gaps shaded behind each. */
import type { StreamTimeline } from "../../../../gateway/contract/request-wire.ts";
import type { StreamShape } from "./stream-shape.ts";

export const sidePadding = 12;
/** Each part has a line of words above it, so that nothing is drawn over them. */
const wordsHeight = 14;
const laneHeight = 16;
const rateTop = wordsHeight + 4;
const rateFoot = 78;
const providerFoot = rateFoot + wordsHeight + laneHeight + 8;
const clientFoot = providerFoot + wordsHeight + laneHeight + 8;
export const chartHeight = clientFoot + 26;
const font = "11px system-ui, sans-serif";

const bands = [
  [rateTop, rateFoot],
  [providerFoot - laneHeight, providerFoot],
  [clientFoot - laneHeight, clientFoot],
] as const;

export interface Drawing {
  readonly timeline: StreamTimeline;
  readonly shape: StreamShape;
  readonly totalMs: number;
  readonly firstTokenMs: number | null;
  readonly active: number | null;
  /** Above the lanes. */
  readonly words: { readonly rate: string; readonly provider: string; readonly client: string };
  /** How a moment is written under the axis. */
  readonly format: (ms: number) => string;
}

export function drawTimeline(canvas: HTMLCanvasElement, drawing: Drawing): void {
  const pen = canvas.getContext("2d");
  if (pen === null) return;
  const { clientWidth: width } = canvas;
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(chartHeight * ratio);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, chartHeight);
  pen.font = font;
  const style = getComputedStyle(canvas);
  const scene: Scene = {
    pen,
    width,
    colour: (name) => style.getPropertyValue(name),
    x: (ms) => xOf(ms, drawing.totalMs, width),
  };
  drawGaps(scene, drawing);
  drawRates(scene, drawing);
  drawLane(scene, drawing.timeline.fromProvider, providerFoot, "--info");
  drawLane(scene, drawing.timeline.toClient, clientFoot, "--accent");
  drawAxis(scene, drawing);
  drawMarks(scene, drawing);
}

export function xOf(ms: number, totalMs: number, width: number): number {
  return sidePadding + (ms / Math.max(totalMs, 0.1)) * (width - 2 * sidePadding);
}

export function msAt(x: number, totalMs: number, width: number): number {
  return ((x - sidePadding) / (width - 2 * sidePadding)) * totalMs;
}

interface Scene {
  readonly pen: CanvasRenderingContext2D;
  readonly width: number;
  readonly colour: (name: string) => string;
  readonly x: (ms: number) => number;
}

function drawGaps({ pen, colour, x }: Scene, { shape, timeline: { waits } }: Drawing): void {
  for (const { kind, fromMs, toMs } of shape.gaps) {
    pen.fillStyle = colour(kind === "stall" ? "--danger-tint" : "--warn-tint");
    for (const [top, foot] of bands) pen.fillRect(x(fromMs), top, Math.max(2, x(toMs) - x(fromMs)), foot - top);
    pen.fillStyle = colour(kind === "stall" ? "--danger" : "--warn");
    pen.fillRect(x(fromMs), clientFoot, Math.max(2, x(toMs) - x(fromMs)), 3);
  }
  pen.fillStyle = colour("--mark-purple");
  for (const [index, start] of waits.times.entries()) {
    pen.fillRect(x(start), providerFoot + 2, Math.max(1, x(start + (waits.sizes[index] ?? 0)) - x(start)), 2);
  }
}

function drawRates({ pen, colour, x }: Scene, { shape: { rates } }: Drawing): void {
  const values = rates.map(({ tokensPerSecond, bytesPerSecond }) => tokensPerSecond ?? bytesPerSecond);
  const most = values.reduce((high, value) => Math.max(high, value), 0);
  if (most === 0) return;
  pen.fillStyle = colour("--line-strong");
  for (const [index, { fromMs, toMs }] of rates.entries()) {
    const height = ((values[index] ?? 0) / most) * (rateFoot - rateTop);
    pen.fillRect(x(fromMs), rateFoot - height, Math.max(1, x(toMs) - x(fromMs) - 0.5), height);
  }
}

/** One tick per piece, higher for more bytes; a thousand on one pixel are one tick. */
function drawLane(
  { pen, colour, x }: Scene,
  { times, sizes }: StreamTimeline["toClient"],
  foot: number,
  name: string,
): void {
  const most = Math.log2(2 + sizes.reduce((high, size) => Math.max(high, size), 0));
  const heights = new Map<number, number>();
  for (const [index, time] of times.entries()) {
    const at = Math.round(x(time));
    const height = Math.max(3, (Math.log2(1 + (sizes[index] ?? 0)) / most) * laneHeight);
    heights.set(at, Math.max(heights.get(at) ?? 0, height));
  }
  pen.fillStyle = colour(name);
  for (const [at, height] of heights) pen.fillRect(at, foot - height, 1, height);
}

function drawAxis({ pen, colour, x, width }: Scene, { totalMs, format, words }: Drawing): void {
  pen.fillStyle = colour("--line");
  for (const foot of [rateFoot, providerFoot, clientFoot]) pen.fillRect(sidePadding, foot, width - 2 * sidePadding, 1);
  pen.fillStyle = colour("--muted");
  pen.textAlign = "left";
  pen.fillText(words.rate, sidePadding, wordsHeight - 2);
  pen.fillText(words.provider, sidePadding, providerFoot - laneHeight - 5);
  pen.fillText(words.client, sidePadding, clientFoot - laneHeight - 5);
  const count = width < 420 ? 2 : 4;
  for (let at = 0; at <= count; at++) {
    const ms = (totalMs * at) / count;
    pen.textAlign = at === 0 ? "left" : at === count ? "right" : "center";
    pen.fillText(format(ms), x(ms), chartHeight - 6);
    pen.fillRect(x(ms), clientFoot, 1, 5);
  }
}

function drawMarks({ pen, colour, x }: Scene, { firstTokenMs, active, timeline: { toClient } }: Drawing): void {
  if (firstTokenMs !== null) {
    pen.fillStyle = colour("--ok");
    for (const [top, foot] of bands) pen.fillRect(x(firstTokenMs), top, 1.5, foot - top);
  }
  const time = active === null ? undefined : toClient.times[active];
  if (time === undefined) return;
  pen.fillStyle = colour("--ink");
  pen.fillRect(x(time) - 0.5, rateTop, 1.5, clientFoot + 5 - rateTop);
}
