/**
 * What the file and the variables say of telemetry, as they say it: `telemetry/otel-settings.ts` makes sense of it.
 *
 * Variables are those of OpenTelemetry and of LiteLLM's `otel` callback only, from the environment, the `.env` files and
 * the file's `environment_variables`, in that order.
 */
export interface TelemetrySource {
  /** The file names `otel` among its callbacks, or says `general_settings.otel: true`. */
  readonly isAsked: boolean;
  readonly variables: Readonly<Record<string, string>>;
  /** `callback_settings.otel`, with its `os.environ/` resolved. */
  readonly callback: Readonly<Record<string, unknown>>;
  readonly turnOffMessageLogging: boolean;
  /** `portico.log.bodies`: without bodies there is no content to send on. */
  readonly keepsBodies: boolean;
  /** `portico.otel.names`: whose names spans carry. */
  readonly names: "both" | "genai" | "litellm";
  /** `portico.otel.capture_content`; null = not written. */
  readonly captureContent: boolean | null;
}

/** Names of variables that telemetry reads. */
export const telemetryVariablePattern = /^(OTEL_|LITELLM_OTEL_|LITELLM_METER_NAME$|LITELLM_LOGGER_NAME$)/;

/** Where an endpoint may be written, the first that is set wins; `SIGNAL` is TRACES or METRICS. */
export const endpointVariables = [
  "OTEL_EXPORTER_OTLP_SIGNAL_ENDPOINT",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "OTEL_ENDPOINT",
] as const;
