/** How far a time is from now, in the largest unit that says it: `in 3 days`, `2 min. ago`, `now`. */
const units = [
  ["year", 31_536_000_000],
  ["month", 2_592_000_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

export function formatRelative(atMs: number, nowMs: number, language: string): string {
  const distance = atMs - nowMs;
  const [unit, size] = units.find(([, ms]) => Math.abs(distance) >= ms) ?? (["second", 1000] as const);
  const count = Math.trunc(distance / size);
  return new Intl.RelativeTimeFormat(language, { style: "short", numeric: count === 0 ? "auto" : "always" }).format(
    count,
    unit,
  );
}
