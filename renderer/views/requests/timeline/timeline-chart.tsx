/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a drawing is no input element; it is operated as a slider */
/**
 * The stream on its axis, read piece by piece with the pointer or the arrow keys: a slider over the pieces.
 *
 * The drawing is for eyes; what it says at the chosen piece is the slider's own text, and the whole stands in a table.
 */
import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { chartHeight, drawTimeline, msAt, type Drawing } from "./draw-timeline.ts";
import { nearestPiece } from "./stream-shape.ts";

export interface TimelineChartProps extends Drawing {
  readonly label: string;
  /** What stands at the chosen piece, in words. */
  readonly text: string;
  readonly onChoose: (index: number) => void;
}

const pages = 20;

export function TimelineChart(props: TimelineChartProps): ReactNode {
  const { label, text, active, timeline, totalMs, onChoose } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
    if (canvas.current !== null) drawTimeline(canvas.current, props);
  });
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const redraw = (): void => drawTimeline(element, latest.current);
    const sized = new ResizeObserver(redraw);
    sized.observe(element);
    const themed = new MutationObserver(redraw);
    themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      sized.disconnect();
      themed.disconnect();
    };
  }, []);
  const last = timeline.toClient.times.length - 1;
  const follow = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const index = nearestPiece(timeline.toClient.times, msAt(clientX - left, totalMs, width));
    if (index !== null && index !== active) onChoose(index);
  };
  const step = (event: KeyboardEvent): void => {
    const next = nextOf(event.key, active ?? -1, last);
    if (next === null) return;
    event.preventDefault();
    onChoose(next);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={last + 1}
      aria-valuenow={(active ?? 0) + 1}
      aria-valuetext={text}
      className="cursor-crosshair rounded-md outline-offset-2"
      onPointerMove={follow}
      onPointerDown={follow}
      onKeyDown={step}
    >
      <canvas ref={canvas} aria-hidden className="block w-full" style={{ height: chartHeight }} />
    </div>
  );
}

/** @returns null when the key moves nothing */
function nextOf(key: string, at: number, last: number): number | null {
  const page = Math.max(1, Math.round(last / pages));
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    PageUp: at + page,
    PageDown: at - page,
    Home: 0,
    End: last,
  };
  const next = steps[key];
  return next === undefined ? null : Math.max(0, Math.min(last, next));
}
