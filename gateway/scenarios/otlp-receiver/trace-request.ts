/** OTLP's request of a trace export, out of protobuf or JSON, as flat spans. */
import { readMessage, type Field, type Message, type MessageShape } from "./protobuf.ts";

export interface ReceivedSpan {
  readonly name: string;
  /** 1 internal, 2 server, 3 client. */
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly traceState: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Record<string, unknown>;
  readonly events: readonly {
    readonly name: string;
    readonly atMs: number;
    readonly attributes: Record<string, unknown>;
  }[];
  readonly status: { readonly code: number; readonly message: string };
  readonly resource: Record<string, unknown>;
  readonly scope: string;
}

const text = (name: string): Field => ({ name, kind: "text" });
const list = (name: string, kind: Field["kind"]): Field => ({ name, kind, isList: true });
const anyValue: Record<number, Field> = {
  1: text("stringValue"),
  2: { name: "boolValue", kind: "bool" },
  3: { name: "intValue", kind: "int64" },
  4: { name: "doubleValue", kind: "double" },
};
anyValue[5] = { name: "arrayValue", kind: { 1: list("values", anyValue) } };
const keyValue: MessageShape = { 1: text("key"), 2: { name: "value", kind: anyValue } };
const attributes = list("attributes", keyValue);
const dropped = (name: string): Field => ({ name, kind: "uint" });
const event: MessageShape = {
  1: { name: "timeUnixNano", kind: "fixed64" },
  2: text("name"),
  3: attributes,
  4: dropped("droppedAttributesCount"),
};
const span: MessageShape = {
  1: { name: "traceId", kind: "bytes" },
  2: { name: "spanId", kind: "bytes" },
  3: text("traceState"),
  4: { name: "parentSpanId", kind: "bytes" },
  5: text("name"),
  6: { name: "kind", kind: "uint" },
  7: { name: "startTimeUnixNano", kind: "fixed64" },
  8: { name: "endTimeUnixNano", kind: "fixed64" },
  9: attributes,
  10: dropped("droppedAttributesCount"),
  11: list("events", event),
  12: dropped("droppedEventsCount"),
  14: dropped("droppedLinksCount"),
  15: { name: "status", kind: { 2: text("message"), 3: { name: "code", kind: "uint" } } },
  16: { name: "flags", kind: "fixed32" },
};
const scope: MessageShape = { 1: text("name"), 2: text("version"), 3: attributes };
const request: MessageShape = {
  1: list("resourceSpans", {
    1: { name: "resource", kind: { 1: attributes, 2: dropped("droppedAttributesCount") } },
    2: list("scopeSpans", { 1: { name: "scope", kind: scope }, 2: list("spans", span), 3: text("schemaUrl") }),
    3: text("schemaUrl"),
  }),
};

export function spansInProtobuf(body: Buffer): ReceivedSpan[] {
  return spansIn(readMessage(body, request));
}

export function spansInJson(body: Buffer): ReceivedSpan[] {
  return spansIn(JSON.parse(body.toString("utf8")) as Message); // OTLP's JSON is an object
}

type Nested = { readonly [name: string]: Nested & Message[] };

function spansIn(message: Message): ReceivedSpan[] {
  const { resourceSpans = [] } = message as { resourceSpans?: Nested[] }; // as the table above says
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    (scopeSpans ?? []).flatMap(({ scope: of, spans }) =>
      ((spans ?? []) as Message[]).map((received) => ({
        ...flat(received),
        resource: attributesOf((resource as Message | undefined)?.["attributes"]),
        scope: textIn((of as Message | undefined)?.["name"]),
      })),
    ),
  );
}

function flat(received: Message): Omit<ReceivedSpan, "resource" | "scope"> {
  const status = (received["status"] ?? {}) as Message;
  const events = (received["events"] ?? []) as Message[];
  return {
    name: textIn(received["name"]),
    kind: Number(received["kind"]),
    traceId: textIn(received["traceId"]),
    spanId: textIn(received["spanId"]),
    parentSpanId: textIn(received["parentSpanId"]),
    traceState: textIn(received["traceState"]),
    startMs: milliseconds(received["startTimeUnixNano"]),
    endMs: milliseconds(received["endTimeUnixNano"]),
    attributes: attributesOf(received["attributes"]),
    events: events.map((each) => ({
      name: textIn(each["name"]),
      atMs: milliseconds(each["timeUnixNano"]),
      attributes: attributesOf(each["attributes"]),
    })),
    status: { code: Number(status["code"] ?? 0), message: textIn(status["message"]) },
  };
}

function textIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function milliseconds(nanos: unknown): number {
  return Number(BigInt(nanos as bigint | string) / 1000n) / 1000; // a number of nanoseconds, or its text
}

function attributesOf(pairs: unknown): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const { key, value } of (pairs ?? []) as { key: string; value: Message }[]) found[key] = plain(value);
  return found;
}

function plain(value: Message): unknown {
  const [[kind, held] = ["", null]] = Object.entries(value);
  if (kind === "arrayValue") return ((held as { values?: Message[] }).values ?? []).map(plain);
  return kind === "intValue" ? Number(held) : held;
}
