/** The benchmark's goals and its table. A goal against nginx is not judged where nginx is not installed. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "req/s" | "x" | "us" | "ms" | "%" | "MB" | "kB" | "s";
  readonly nginx?: number;
  readonly goal?: string;
  readonly isReached?: (value: number) => boolean;
}

type Goal = Pick<Figure, "goal" | "isReached">;
const atLeast = (least: number, goal: string): Goal => ({ goal, isReached: (value) => value >= least });
const atMost = (most: number, goal: string): Goal =>
  Number.isNaN(most) ? {} : { goal, isReached: (value) => value <= most };

export const goals = {
  throughput: (connections: number): Goal =>
    connections === 16 ? atLeast(0.5, ">= 0.5") : connections === 64 ? atLeast(0.4, ">= 0.4") : {},
  cpu: (connections: number, nginx: number): Goal =>
    connections === 16
      ? atMost(3 * nginx, "<= 3 x nginx")
      : connections === 64
        ? atMost(3.5 * nginx, "<= 3.5 x nginx")
        : {},
  log: (connections: number): Goal => (connections === 16 ? atMost(0.12, "<= 12 %") : {}),
  limits: atMost(0.15, "<= 15 %"),
  crowd: atMost(0.05, "<= 5 %"),
  watched: atMost(0.05, "<= 5 %"),
  added: (connections: number, nginx: number): Goal => (connections === 1 ? atMost(1.2 * nginx, "<= 1.2 x nginx") : {}),
  event: atMost(6, "<= 6 us"),
  translated: atMost(13, "<= 13 us"),
  firstToken: (nginx: number): Goal => atMost(nginx + 1, "<= nginx + 1 ms"),
  gap: atMost(1.02, "<= 1.02"),
  onTime: atLeast(0.98, ">= 0.98"),
  streamMemory: atMost(150, "<= 150"),
  idle: atMost(85, "<= 85"),
  loaded: atMost(130, "<= 130"),
  cold: atMost(0.7, "<= 0.7"),
};

/** @returns whether every goal was reached */
export function print(figures: readonly Figure[]): boolean {
  const rows = figures.map((figure) => [
    figure.name,
    write(figure.value, figure.unit),
    figure.nginx === undefined || Number.isNaN(figure.nginx) ? "" : write(figure.nginx, figure.unit),
    figure.goal ?? "",
    figure.isReached === undefined ? "" : figure.isReached(figure.value) ? "reached" : "MISSED",
  ]);
  const table = [["figure", "Portico", "nginx", "goal", ""], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  for (const row of table) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    process.stdout.write(`${cells.join("  ").trimEnd()}\n`);
  }
  return figures.every(({ value, isReached }) => isReached?.(value) ?? true);
}

function write(value: number, unit: Figure["unit"]): string {
  if (unit === "%") return `${(value * 100).toFixed(1)} %`;
  const digits = unit === "req/s" || unit === "MB" || unit === "kB" ? 0 : unit === "us" ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}
