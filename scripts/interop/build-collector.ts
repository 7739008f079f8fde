/**
 * Builds OpenTelemetry's collector from its Go modules, once, into a folder outside the repository: the OTLP receiver and
 * ClickHouse's exporter, of one version. The first time takes ten minutes on a busy machine.
 *
 * @source https://opentelemetry.io/docs/collector/extend/ocb/
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "./python-venv.ts";

export const collectorVersion = "v0.161.0";
const name = "portico-otelcol";
const builder = `go.opentelemetry.io/collector/cmd/builder@${collectorVersion}`;
const receiver = `go.opentelemetry.io/collector/receiver/otlpreceiver ${collectorVersion}`;
const exporter = `github.com/open-telemetry/opentelemetry-collector-contrib/exporter/clickhouseexporter ${collectorVersion}`;

export function buildCollector(): { readonly program: string } | { readonly skipped: string } {
  const folder = join(cache, `collector-${collectorVersion}`);
  const program = join(folder, name);
  if (existsSync(program)) return { program };
  if (spawnSync("go", ["version"]).status !== 0) return { skipped: "go is not installed" };
  mkdirSync(folder, { recursive: true });
  const dist = { name, output_path: folder, version: collectorVersion.slice(1) };
  const manifest = { dist, receivers: [{ gomod: receiver }], exporters: [{ gomod: exporter }] };
  const file = join(folder, "builder.yaml");
  writeFileSync(file, JSON.stringify(manifest)); // JSON is YAML
  process.stdout.write(`building the collector ${collectorVersion} (several minutes the first time)\n`);
  const { status, stderr } = spawnSync("nice", ["-n", "10", "go", "run", builder, "--config", file], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    env: { ...process.env, CGO_ENABLED: "0" },
  });
  if (status === 0) return { program };
  return { skipped: `the collector does not build: ${stderr.trim().split("\n").slice(-3).join(" ")}` };
}
