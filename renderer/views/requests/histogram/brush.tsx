/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a range drawn over bars is no input of one value */
/** The bars, and the range that is being drawn over them by pointer or keys. */
import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Histogram } from "../../../../gateway/contract/request-search.ts";
import { formatDateTime } from "../../../ui/format.ts";
import { barsOf, bucketAt, rangeOf, type Bar, type TimeRange } from "./bars.ts";

export interface BrushProps {
  readonly histogram: Histogram;
  /** The bucket under the pointer or the keys. */
  readonly onPoint: (bucket: number | null) => void;
  readonly onRange: (range: TimeRange | null) => void;
}

interface Drawn {
  /** Buckets: where it began, and where it is now. */
  readonly from: number;
  readonly to: number;
}

const height = 44;

export function Brush({ histogram, onPoint, onRange }: BrushProps): ReactNode {
  const { t, i18n } = useTranslation();
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const draw = (next: Drawn | null): void => {
    setDrawn(next);
    onPoint(next?.to ?? null);
  };
  const last = histogram.buckets.length - 1;
  const at = drawn ?? { from: last, to: last };
  const range = rangeOf(histogram, at.from, at.to);
  const time = (value: number): string => formatDateTime(value, i18n.language);
  const apply = (): void => {
    draw(null);
    onRange(range);
  };
  const onKey = (event: KeyboardEvent): void => {
    const next = keyed(event, at, last);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (next === "apply") apply();
    else draw(next === "leave" ? null : next);
  };
  const bucketOf = ({ clientX, currentTarget }: PointerEvent): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return bucketAt(histogram, (clientX - left) / Math.max(1, width));
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t("histogram.brush")}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={Math.max(0, at.to)}
      aria-valuetext={t("histogram.bucket", {
        from: time(range.since),
        to: time(range.until),
        count: histogram.buckets[at.to]?.count ?? 0,
      })}
      className="relative h-full cursor-crosshair touch-none"
      onKeyDown={onKey}
      onBlur={() => draw(null)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        draw({ from: bucketOf(event), to: bucketOf(event) });
      }}
      onPointerMove={(event) => {
        if (event.buttons === 0) onPoint(bucketOf(event));
        else draw({ from: at.from, to: bucketOf(event) });
      }}
      onPointerUp={() => drawn !== null && apply()}
      onPointerCancel={() => draw(null)}
      onPointerLeave={(event) => event.buttons === 0 && onPoint(null)}
    >
      <Bars bars={barsOf(histogram)} />
      {drawn !== null && <Selection histogram={histogram} drawn={drawn} />}
    </div>
  );
}

/** Arrows move, with Shift they stretch; Enter narrows the list. @returns null when the key is not one of its own */
function keyed({ key, shiftKey }: KeyboardEvent, { from, to }: Drawn, last: number): Drawn | "apply" | "leave" | null {
  const goTo = (place: number): Drawn => {
    const bounded = Math.max(0, Math.min(last, place));
    return { from: shiftKey ? from : bounded, to: bounded };
  };
  switch (key) {
    case "ArrowLeft":
      return goTo(to - 1);
    case "ArrowRight":
      return goTo(to + 1);
    case "Home":
      return goTo(0);
    case "End":
      return goTo(last);
    case "Enter":
      return "apply";
    case "Escape":
      return "leave";
    default:
      return null;
  }
}

function Bars({ bars }: { readonly bars: readonly Bar[] }): ReactNode {
  return (
    <svg className="block h-full w-full" viewBox={`0 0 1000 ${height}`} preserveAspectRatio="none" aria-hidden>
      <line x1="0" x2="1000" y1={height - 0.5} y2={height - 0.5} className="stroke-line" />
      {bars.map(({ index, left, width, all, errors, isUnknown }) => (
        <g key={index}>
          {isUnknown && <rect x={left * 1000} width={width * 1000} y={0} height={height} className="fill-hover" />}
          <Rect left={left} width={width} share={all} fill="fill-accent opacity-55" />
          <Rect left={left} width={width} share={errors} fill="fill-danger" />
        </g>
      ))}
    </svg>
  );
}

function Rect({ left, width, share, fill }: { left: number; width: number; share: number; fill: string }): ReactNode {
  if (share === 0) return null;
  const tall = share * (height - 2);
  return (
    <rect x={left * 1000} width={Math.max(0.6, width * 1000 * 0.86)} y={height - tall} height={tall} className={fill} />
  );
}

function Selection({ histogram, drawn }: { readonly histogram: Histogram; readonly drawn: Drawn }): ReactNode {
  const count = Math.max(1, histogram.buckets.length);
  const [first, last] = drawn.from < drawn.to ? [drawn.from, drawn.to] : [drawn.to, drawn.from];
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute inset-y-0 border-x border-accent bg-accent/15"
      style={{ left: `${(first / count) * 100}%`, width: `${((last - first + 1) / count) * 100}%` }}
    />
  );
}
