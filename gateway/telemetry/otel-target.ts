/**
 * Where one signal goes: exporter, protocol, endpoint, headers, limits, out of what the file and the variables say.
 *
 * `callback_settings.otel` wins, then OpenTelemetry's variables (the signal's own first), then LiteLLM's. A value that
 * cannot be used turns the signal off and is named: nothing is sent to a place that nobody meant.
 * @source https://opentelemetry.io/docs/specs/otel/protocol/exporter/ and LiteLLM's `otel` callback
 */
import { endpointVariables, type TelemetrySource } from "../contract/telemetry-source.ts";
import type { OtlpProtocol, TelemetryOffReason } from "../contract/telemetry.ts";
import { isOtlpUrl, otlpUrl } from "./otlp-url.ts";
import { parseOtlpHeaders } from "../base/otlp-headers.ts";

export type OtelSignal = "traces" | "metrics";

export interface OffTarget {
  readonly state: "off";
  readonly reason: TelemetryOffReason;
  readonly notes: readonly string[];
}

export interface ConsoleTarget {
  readonly state: "on";
  readonly exporter: "console";
  readonly notes: readonly string[];
}

export interface OtlpTarget {
  readonly state: "on";
  readonly exporter: "otlp";
  readonly protocol: OtlpProtocol;
  /** Whole, with the signal's path for HTTP. It may hold a password: never show it as it is. */
  readonly url: string;
  /** The variable or key it came from, or `default`. */
  readonly endpointFrom: string;
  /** Values are secrets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly compression: "gzip" | "none";
  /** Paths of PEM files; null = the system's authorities, and no certificate of our own. */
  readonly tls: {
    readonly authority: string | null;
    readonly certificate: string | null;
    readonly key: string | null;
  };
  readonly notes: readonly string[];
}

export type SignalTarget = OffTarget | ConsoleTarget | OtlpTarget;

const defaultTimeoutMs = 10_000;
const defaultEndpoints = { grpc: "http://localhost:4317", http: "http://localhost:4318" };

export function otelTarget(source: TelemetrySource, signal: OtelSignal): SignalTarget {
  const { isAsked } = source;
  if (!isAsked) return off("not_asked", 'Add "otel" to litellm_settings.callbacks to send traces.');
  const said = new Said(source, signal);
  if (said.variable("OTEL_SDK_DISABLED")?.toLowerCase() === "true")
    return off("sdk_disabled", "OTEL_SDK_DISABLED is true.");
  const choice = said.exporter();
  if ("reason" in choice) return choice;
  if (choice.exporter === "console") return { state: "on", exporter: "console", notes: choice.notes };
  return otlpTarget(said, choice, signal);
}

function otlpTarget(said: Said, choice: Choice, signal: OtelSignal): OffTarget | OtlpTarget {
  const protocol = choice.protocol ?? "http/protobuf";
  const endpoint = said.endpoint();
  if (endpoint === null && !choice.isExplicit)
    return off(
      "no_endpoint",
      "The file asks for otel, but no endpoint is set: nothing is sent. Set OTEL_EXPORTER_OTLP_ENDPOINT (or LiteLLM's OTEL_ENDPOINT), e.g. http://127.0.0.1:4318.",
    );
  const { text, from, isWhole } = endpoint ?? {
    text: protocol === "grpc" ? defaultEndpoints.grpc : defaultEndpoints.http,
    from: "default",
    isWhole: false,
  };
  const isInsecure = said.own("INSECURE")?.toLowerCase() === "true";
  const url = otlpUrl(text, { protocol, signal, isWhole, isInsecure });
  if (!isOtlpUrl(url)) return off("bad_setting", `${from} is no http(s) address.`);
  const notes = [...choice.notes];
  if (from === "default") notes.push(`No endpoint is set: ${text} is used, as OpenTelemetry has it.`);
  const timeout = Number(said.own("TIMEOUT"));
  return {
    state: "on",
    exporter: "otlp",
    protocol,
    url,
    endpointFrom: from,
    headers: said.headers(),
    timeoutMs: Number.isFinite(timeout) && timeout > 0 ? timeout : defaultTimeoutMs,
    compression: said.own("COMPRESSION") === "gzip" ? "gzip" : "none",
    tls: {
      authority: said.own("CERTIFICATE"),
      certificate: said.own("CLIENT_CERTIFICATE"),
      key: said.own("CLIENT_KEY"),
    },
    notes,
  };
}

interface Choice {
  readonly exporter: "otlp" | "console";
  readonly protocol: OtlpProtocol | null;
  /** An exporter was named, so OpenTelemetry's default endpoint is meant where none is set. */
  readonly isExplicit: boolean;
  readonly notes: readonly string[];
}

const exporterWords: Readonly<Record<string, Pick<Choice, "exporter" | "protocol"> | "none">> = {
  otlp: { exporter: "otlp", protocol: null },
  otlp_http: { exporter: "otlp", protocol: "http/protobuf" },
  http: { exporter: "otlp", protocol: "http/protobuf" },
  "http/protobuf": { exporter: "otlp", protocol: "http/protobuf" },
  "http/json": { exporter: "otlp", protocol: "http/json" },
  otlp_grpc: { exporter: "otlp", protocol: "grpc" },
  grpc: { exporter: "otlp", protocol: "grpc" },
  console: { exporter: "console", protocol: null },
  none: "none",
};

class Said {
  readonly #source: TelemetrySource;
  readonly #signal: string;

  constructor(source: TelemetrySource, signal: OtelSignal) {
    this.#source = source;
    this.#signal = signal.toUpperCase();
  }

  /** @returns null for an empty value too, as OpenTelemetry has it */
  variable(name: string): string | null {
    const text = this.#source.variables[name]?.trim();
    return text === undefined || text === "" ? null : text;
  }

  /** `OTEL_EXPORTER_OTLP_<SIGNAL>_X`, else `OTEL_EXPORTER_OTLP_X`. */
  own(name: string): string | null {
    return this.variable(`OTEL_EXPORTER_OTLP_${this.#signal}_${name}`) ?? this.variable(`OTEL_EXPORTER_OTLP_${name}`);
  }

  /** OpenTelemetry's exporter of the signal may say `otlp`, and another variable how. */
  exporter(): Choice | OffTarget {
    const words = [
      this.#key("exporter"),
      this.#named(`OTEL_${this.#signal}_EXPORTER`),
      this.#key("protocol"),
      this.#named(`OTEL_EXPORTER_OTLP_${this.#signal}_PROTOCOL`),
      this.#named("OTEL_EXPORTER_OTLP_PROTOCOL"),
      this.#named("OTEL_EXPORTER"),
    ].filter((word) => word !== null);
    let isExplicit = false;
    const notes: string[] = [];
    for (const { from, text } of words) {
      const meant = exporterWords[text.toLowerCase().split(",", 1)[0]?.trim() ?? ""];
      if (meant === undefined) return off("bad_setting", `${from} names no exporter that Portico has.`);
      if (meant === "none") return off("exporter_none", `${from} is none.`);
      isExplicit = true;
      if (text.includes(",")) notes.push(`Of the exporters that ${from} names only the first is used.`);
      if (meant.exporter === "console" || meant.protocol !== null) return { ...meant, isExplicit, notes };
    }
    return { exporter: "otlp", protocol: null, isExplicit, notes };
  }

  endpoint(): { readonly text: string; readonly from: string; readonly isWhole: boolean } | null {
    const key = this.#key("endpoint");
    if (key !== null) return { ...key, isWhole: false };
    for (const name of endpointVariables) {
      const said = this.#named(name.replace("SIGNAL", this.#signal));
      if (said !== null) return { ...said, isWhole: name.includes("SIGNAL") };
    }
    return null;
  }

  headers(): Readonly<Record<string, string>> {
    const written = this.#source.callback["headers"];
    const general = this.variable("OTEL_EXPORTER_OTLP_HEADERS") ?? this.variable("OTEL_HEADERS");
    return {
      ...parseOtlpHeaders(general),
      ...parseOtlpHeaders(this.variable(`OTEL_EXPORTER_OTLP_${this.#signal}_HEADERS`)),
      ...parseOtlpHeaders(written),
    };
  }

  #named(name: string): { readonly text: string; readonly from: string } | null {
    const text = this.variable(name);
    return text === null ? null : { text, from: name };
  }

  #key(name: string): { readonly text: string; readonly from: string } | null {
    const text = this.#source.callback[name];
    return typeof text === "string" && text.trim() !== ""
      ? { text: text.trim(), from: `callback_settings.otel.${name}` }
      : null;
  }
}

function off(reason: TelemetryOffReason, note: string): OffTarget {
  return { state: "off", reason, notes: [note] };
}
