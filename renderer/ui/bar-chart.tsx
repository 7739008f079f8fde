/**
 * Bars over the parts of a period, stacked by name: the one place that knows uPlot.
 *
 * The drawing is for eyes; what it says stands in a table beside it, so it is hidden from readers and takes no focus.
 * Nothing moves: the size is the box's, and colours are read from the theme as it is drawn.
 */
import { useEffect, useLayoutEffect, useRef, type ReactNode } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

export interface BarSeries {
  readonly label: string;
  /** A colour's name in the theme, e.g. `--chart-1`. */
  readonly colour: string;
  /** One per part; null = nothing to draw. */
  readonly values: readonly (number | null)[];
}

export interface BarChartProps {
  /** Under the parts, as many as there is room for. */
  readonly labels: readonly string[];
  /** From the foot up. */
  readonly series: readonly BarSeries[];
  readonly format: (value: number) => string;
  /** The scale's end at least. */
  readonly least: number;
  readonly height: number;
  readonly onHover: (part: number | null) => void;
  readonly onPick: (part: number) => void;
}

/** What stands left and right of the bars, for what is laid under them. */
export const axisWidth = 68;
export const rightPadding = 12;
const labelWidth = 64;
const bars = uPlot.paths.bars;

export function BarChart(props: BarChartProps): ReactNode {
  const { labels, series, height } = props;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const shape = `${labels.length} ${series.map(({ colour }) => colour).join()}`;
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const made = new uPlot(optionsOf(latest, element.clientWidth), dataOf(latest.current), element);
    plot.current = made;
    const pick = (): void => {
      const { idx } = made.cursor;
      if (typeof idx === "number") latest.current.onPick(idx);
    };
    made.over.addEventListener("click", pick);
    const sized = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: latest.current.height }));
    sized.observe(element);
    const themed = new MutationObserver(() => made.redraw(false));
    themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      sized.disconnect();
      themed.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape]);
  useEffect(() => plot.current?.setData(dataOf({ labels, series })), [labels, series]);
  return <div ref={box} aria-hidden className="w-full cursor-pointer" style={{ height }} />;
}

/** Each series on the ones under it; the highest is drawn first, so that the lower ones cover it. */
function dataOf({ labels, series }: Pick<BarChartProps, "labels" | "series">): uPlot.AlignedData {
  const heights = labels.map(() => 0);
  const stacked = series.map(({ values }) =>
    values.map((value, part) => {
      if (value === null) return null;
      heights[part] = (heights[part] ?? 0) + value;
      return heights[part] ?? null;
    }),
  );
  return [labels.map((_, part) => part), ...stacked.toReversed()];
}

function optionsOf(latest: { readonly current: BarChartProps }, width: number): uPlot.Options {
  const { labels, series, height } = latest.current;
  const colour = (name: string) => (): string => getComputedStyle(document.documentElement).getPropertyValue(name);
  const font = "11px system-ui, sans-serif";
  const grid = { stroke: colour("--line"), width: 1 };
  return {
    width,
    height,
    legend: { show: false },
    padding: [8, rightPadding, 0, 0],
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: [-0.5, labels.length - 0.5] },
      y: { range: (_plot, _min, max) => [0, Math.max(max * 1.05, latest.current.least)] },
    },
    axes: [
      {
        stroke: colour("--muted"),
        font,
        size: 24,
        gap: 2,
        grid: { show: false },
        ticks: { show: false },
        splits: (plot) => splitsOf(labels.length, plot.width - axisWidth - rightPadding),
        values: (_plot, splits) => splits.map((part) => latest.current.labels[part] ?? ""),
      },
      {
        stroke: colour("--muted"),
        font,
        size: axisWidth,
        gap: 6,
        grid,
        ticks: { show: false },
        values: (_plot, splits) => splits.map((value) => latest.current.format(value)),
      },
    ],
    series: [
      {},
      ...series.toReversed().map((each) => ({
        fill: colour(each.colour),
        width: 0,
        points: { show: false },
        ...(bars === undefined ? {} : { paths: bars({ size: [0.72, 48], radius: 0 }) }),
      })),
    ],
    hooks: { setCursor: [(plot) => latest.current.onHover(plot.cursor.idx ?? null)] },
  };
}

function splitsOf(parts: number, width: number): number[] {
  const each = Math.max(1, Math.ceil((parts * labelWidth) / Math.max(width, labelWidth)));
  return Array.from({ length: Math.ceil(parts / each) }, (_, index) => index * each);
}
