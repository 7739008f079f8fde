/** A receiver of OTLP over HTTP that keeps what it is sent, and is down, slow or broken when told to. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

export interface ReceivedExport {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface MetricsReceiver {
  readonly url: string;
  readonly received: ReceivedExport[];
  /** `hang` answers nothing, ever. */
  mood: "well" | "hang" | "refuse";
  /** Waits for as many exports of metrics. */
  waitFor(count: number): Promise<void>;
  /** The points of the newest export of metrics in JSON. */
  points(): Point[];
  stop(): Promise<void>;
}

export async function startMetricsReceiver(): Promise<MetricsReceiver> {
  const received: ReceivedExport[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const sent = Buffer.concat(chunks);
      const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
      received.push({ path: request.url ?? "", headers: request.headers, body });
      if (receiver.mood === "hang") return;
      const type = request.headers["content-type"] ?? "";
      response.writeHead(receiver.mood === "well" ? 200 : 500, { "content-type": type });
      response.end(type.includes("json") && receiver.mood === "well" ? "{}" : "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  const ofMetrics = (): ReceivedExport[] => received.filter(({ path }) => path.endsWith("/v1/metrics"));
  const receiver: MetricsReceiver = {
    url: `http://127.0.0.1:${port}`,
    received,
    mood: "well",
    waitFor: async (count) => {
      const until = Date.now() + 15_000;
      while (ofMetrics().length < count) {
        if (Date.now() > until) throw new Error(`${ofMetrics().length} exports came, not ${count}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    points: () => pointsIn(ofMetrics().at(-1)?.body.toString("utf8") ?? "{}"),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

export interface Point {
  readonly name: string;
  readonly unit: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Of a histogram, or 1 a point of a counter. */
  readonly count: number;
  readonly sum: number;
  readonly bounds: readonly number[];
  readonly resource: Readonly<Record<string, string | number>>;
  readonly scope: string;
}

type Named = { readonly key: string; readonly value: { readonly stringValue?: string; readonly intValue?: number } };

interface WirePoint {
  readonly attributes: readonly Named[];
  readonly count?: number;
  readonly sum?: number;
  readonly explicitBounds?: readonly number[];
  readonly asDouble?: number;
  readonly asInt?: number;
}

interface Wire {
  readonly resourceMetrics?: readonly {
    readonly resource: { readonly attributes: readonly Named[] };
    readonly scopeMetrics: readonly {
      readonly scope: { readonly name: string };
      readonly metrics: readonly {
        readonly name: string;
        readonly unit: string;
        readonly histogram?: { readonly dataPoints: readonly WirePoint[] };
        readonly sum?: { readonly dataPoints: readonly WirePoint[] };
      }[];
    }[];
  }[];
}

function pointsIn(text: string): Point[] {
  const { resourceMetrics = [] } = JSON.parse(text) as Wire; // OTLP's JSON: a test fails where it is something else
  return resourceMetrics.flatMap(({ resource, scopeMetrics }) =>
    scopeMetrics.flatMap(({ scope, metrics }) =>
      metrics.flatMap(({ name, unit, histogram, sum }) =>
        [...(histogram?.dataPoints ?? []), ...(sum?.dataPoints ?? [])].map((point) => ({
          name,
          unit,
          attributes: recordOf(point.attributes),
          count: Number(point.count ?? 1),
          sum: Number(point.sum ?? point.asDouble ?? point.asInt ?? 0),
          bounds: point.explicitBounds ?? [],
          resource: recordOf(resource.attributes),
          scope: scope.name,
        })),
      ),
    ),
  );
}

function recordOf(attributes: readonly Named[]): Record<string, string | number> {
  return Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue } }) => [key, stringValue ?? Number(intValue)]),
  );
}
