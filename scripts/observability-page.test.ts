/**
 * docs/observability.md asks ClickHouse by names that spans really carry, and its files say what it says. That the
 * queries give the right numbers is proven against a real engine by `npm run observability`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as names from "../gateway/telemetry/spans/span-names.ts";
import { blocksOf, dashboardQueries, documentedQueries, forDashboard } from "./interop/documented-queries.ts";

const folder = join(import.meta.dirname, "../docs/observability");
const fileOf = (name: string): string => readFileSync(join(folder, name), "utf8");
const queries = documentedQueries();
const attributes = new Set<string>(
  [names.genAi, names.general, names.litellm, names.portico].flatMap((family) => Object.values(family)),
);
/** What the page asks of clients to say of themselves. */
const sentByClients = new Set([names.metadataName("agent_id")]);

describe("a documented query", () => {
  it.each([...queries])("%s asks for attributes and spans that the gateway sends", (_title, sql) => {
    const asked = [...sql.matchAll(/SpanAttributes\['([^']+)'\]/g)].map(([, name = ""]) => name);
    expect(asked.length).toBeGreaterThan(0);
    for (const name of asked) expect(attributes.has(name) || sentByClients.has(name), name).toBe(true);
    const spans = [...sql.matchAll(/SpanName = '([^']+)'/g)].map(([, name = ""]) => name);
    expect(spans).toHaveLength(1);
    expect([names.litellm.requestSpan, names.litellm.attemptSpan]).toContain(spans[0]);
    expect(sql).toContain("ServiceName = 'litellm'");
  });

  it("is there for tokens, cost, latency and error rate by alias, agent and day, by each and by all three", () => {
    for (const title of ["by day, alias and agent", "by alias", "by agent", "by day"]) {
      const selected = [...(queries.get(title) ?? "").matchAll(/ AS (\w+)/g)].map(([, name]) => name);
      expect(selected).toEqual(
        expect.arrayContaining([
          "input_tokens",
          "output_tokens",
          "cost_usd",
          "p95_ms",
          "error_rate",
          ...(title.match(/day|alias|agent/g) ?? []),
        ]),
      );
    }
  });
});

describe("the dashboard", () => {
  it("has each query, and no other, with its own range of time", () => {
    const documented = [...queries.values()].map(forDashboard);
    expect(new Set(dashboardQueries().map(({ sql }) => sql))).toEqual(new Set(documented));
    for (const sql of documented) expect(sql).toContain("$__timeFilter(");
  });
});

describe("the files beside the page", () => {
  it("are the collector's configuration that the page shows", () => {
    expect(blocksOf("yaml")).toContain(fileOf("collector.yaml"));
  });

  it("start the gateway with an endpoint, the collector with that file, and Grafana with that dashboard", () => {
    const { services } = parse(fileOf("compose.yaml")) as { services: Record<string, Service> }; // ours
    expect(services["portico"]?.environment).toEqual({
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel-collector:4318",
    });
    expect(services["otel-collector"]?.volumes).toContain(
      "./docs/observability/collector.yaml:/etc/otelcol/collector.yaml:ro",
    );
    expect(services["grafana"]?.volumes).toContain(
      "./docs/observability/dashboard.json:/var/lib/grafana/dashboards/portico.json:ro",
    );
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
}
