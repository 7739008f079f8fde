/** What the file and the variables say of telemetry, gathered for whoever exports. */
import { telemetryVariablePattern, type TelemetrySource } from "../contract/telemetry-source.ts";
import type { Variables } from "./environment.ts";
import { booleanOf, mapOf, textsOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

/** @param section  a section by its name, with its variables resolved */
export function compileTelemetry(section: (name: string) => PlainMap, variables: Variables): TelemetrySource {
  const litellm = section("litellm_settings");
  const portico = section("portico");
  const otel = mapOf(portico["otel"]);
  const names = otel["names"];
  const callback = mapOf(section("callback_settings")["otel"]);
  return Object.freeze({
    isAsked: callbacksOf(litellm).includes("otel") || booleanOf(section("general_settings")["otel"]) === true,
    variables: telemetryVariables(variables),
    callback: { ...callback, message_logging: booleanOf(callback["message_logging"]) },
    turnOffMessageLogging: booleanOf(litellm["turn_off_message_logging"]) ?? false,
    keepsBodies: booleanOf(mapOf(portico["log"])["bodies"]) ?? true,
    names: names === "genai" || names === "litellm" ? names : "both",
    captureContent: booleanOf(otel["capture_content"]),
  });
}

/** Each name once. */
export function callbacksOf(litellm: PlainMap): string[] {
  return [...new Set(["callbacks", "success_callback", "failure_callback"].flatMap((key) => textsOf(litellm[key])))];
}

function telemetryVariables(variables: Variables): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables))
    if (value !== undefined && telemetryVariablePattern.test(name)) found[name] = value;
  return found;
}
