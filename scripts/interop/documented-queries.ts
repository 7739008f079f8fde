/**
 * The queries of docs/observability.md, by the title in their first line, and the same in Grafana's dashboard.
 *
 * Whoever runs or checks them reads them from here, so the page cannot say what nobody ran.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const docs = join(import.meta.dirname, "..", "..", "docs");
const range = /([\w.]*Timestamp) >= now\(\) - INTERVAL 30 DAY/;

/** @returns what stands in the page's fenced blocks of that language */
export function blocksOf(language: string): string[] {
  const page = readFileSync(join(docs, "observability.md"), "utf8");
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, text = ""]) => text);
}

/** @throws Error when two have one title */
export function documentedQueries(): ReadonlyMap<string, string> {
  const queries = new Map<string, string>();
  for (const sql of blocksOf("sql")) {
    const title = /^-- (.+)\n/.exec(sql)?.[1];
    if (title === undefined || queries.has(title)) throw new Error(`a query without a title of its own: ${sql}`);
    queries.set(title, sql.trimEnd());
  }
  return queries;
}

/** The same query with the range of time that a dashboard is set to, as Grafana's data source writes it. */
export function forDashboard(sql: string): string {
  return sql.replace(range, (_line, column: string) => `$__timeFilter(${column})`);
}

export interface DashboardQuery {
  readonly panel: string;
  readonly sql: string;
}

export function dashboardQueries(): DashboardQuery[] {
  const text = readFileSync(join(docs, "observability", "dashboard.json"), "utf8");
  const { panels } = JSON.parse(text) as { panels: { title: string; targets?: { rawSql: string }[] }[] }; // ours
  return panels.flatMap(({ title, targets = [] }) => targets.map(({ rawSql }) => ({ panel: title, sql: rawSql })));
}
