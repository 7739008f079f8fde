/** Sizes of the graph and the shapes of its lines. Pixels at zoom 1; y grows downwards. */
export const sizes = {
  clientX: 0,
  clientWidth: 176,
  clientHeight: 36,
  bandX: 236,
  aliasX: 248,
  aliasWidth: 212,
  deploymentX: 500,
  deploymentWidth: 272,
  fallbackX: 812,
  fallbackWidth: 212,
  bandRight: 1036,
  cardHeight: 52,
  chipHeight: 28,
  padding: 10,
  gap: 6,
  rowGap: 12,
  top: 30,
  laneGap: 9,
  firstLane: 16,
} as const;

/** A line that leaves to the right and arrives from the left. */
export function curve(fromX: number, fromY: number, toX: number, toY: number): string {
  const reach = Math.max(16, (toX - fromX) / 2);
  return `M${fromX},${fromY} C${fromX + reach},${fromY} ${toX - reach},${toY} ${toX},${toY}`;
}

const corner = 7;

/** Out to the right into a lane, along it, and back in from the right. */
export function detour(fromX: number, fromY: number, laneX: number, toX: number, toY: number): string {
  const step = Math.min(corner, Math.abs(toY - fromY) / 2) * (toY > fromY ? 1 : -1);
  const turn = Math.abs(step);
  return (
    `M${fromX},${fromY} H${laneX - turn} Q${laneX},${fromY} ${laneX},${fromY + step} ` +
    `V${toY - step} Q${laneX},${toY} ${laneX - turn},${toY} H${toX}`
  );
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** @returns the lane of each span, so that no two of a lane overlap; short ones lie inside. Beyond `most` they share. */
export function lanesFor(spans: readonly Span[], most = 28): readonly number[] {
  const lanes: Span[][] = [];
  const result = spans.map(() => 0);
  const shortFirst = spans
    .map((span, index) => ({ index, from: Math.min(span.from, span.to), to: Math.max(span.from, span.to) }))
    .sort((left, right) => left.to - left.from - (right.to - right.from) || left.index - right.index);
  for (const span of shortFirst) {
    const free = lanes.findIndex((lane) => lane.every((other) => span.to < other.from || span.from > other.to));
    const lane = free === -1 ? (lanes.length < most ? lanes.push([]) - 1 : span.index % most) : free;
    lanes[lane]?.push(span);
    result[span.index] = lane;
  }
  return result;
}
