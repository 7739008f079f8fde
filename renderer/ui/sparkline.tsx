/** A row of small bars in the place of a word: how a count went. What it shows is said beside it. */
import type { ReactNode } from "react";

export interface SparklineProps {
  /** Oldest first. */
  readonly values: readonly number[];
  /** Of each value, drawn in the colour of trouble from the foot up. */
  readonly bad?: readonly number[];
  readonly height?: number;
}

const barWidth = 4;

export function Sparkline({ values, bad = [], height = 28 }: SparklineProps): ReactNode {
  const most = Math.max(1, ...values);
  const scaled = (value: number): number => (value === 0 ? 0 : Math.max(1.5, (value / most) * height));
  const width = values.length * barWidth;
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="block w-full"
      style={{ height }}
    >
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--line-strong)" strokeWidth="1" />
      {values.map((value, index) => (
        <g key={index}>
          <Bar at={index} height={scaled(value)} foot={height} colour="var(--accent)" />
          <Bar at={index} height={scaled(bad[index] ?? 0)} foot={height} colour="var(--danger)" />
        </g>
      ))}
    </svg>
  );
}

interface BarProps {
  readonly at: number;
  readonly height: number;
  readonly foot: number;
  readonly colour: string;
}

function Bar({ at, height, foot, colour }: BarProps): ReactNode {
  return <rect x={at * barWidth + 0.5} y={foot - height} width={barWidth - 1} height={height} fill={colour} />;
}
