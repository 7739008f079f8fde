/**
 * Telemetry that a file asks for and would not get: a callback without an endpoint, options of callbacks that Portico
 * does not have, a word that names nothing. Each is named, because silence would be taken for spans.
 */
import { endpointVariables } from "../contract/telemetry-source.ts";
import type { Variables } from "./environment.ts";
import type { Finder } from "./finder.ts";
import { mapOf, textsOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

const callbackKeys = ["callbacks", "success_callback", "failure_callback"];
const nameSchemes = ["both", "genai", "litellm"];

export function checkTelemetry(root: PlainMap, variables: Variables, finder: Finder): void {
  checkEndpoint(root, variables, finder);
  const settings = mapOf(root["callback_settings"]);
  for (const name of Object.keys(settings)) {
    if (name === "otel") continue;
    finder.atKey(settings, name, `callback_settings.${name}`, "unsupported_key", "info", {
      message: `\`${name}\` is kept in the file, but this version of Portico has no such callback.`,
      hint: "It does no harm; the same file still runs on LiteLLM.",
    });
  }
  const otel = mapOf(mapOf(root["portico"])["otel"]);
  const { names } = otel;
  if (typeof names === "string" && !nameSchemes.includes(names))
    finder.atValue(otel, "names", "portico.otel.names", "wrong_type", "error", {
      message: "`names` is none of both, genai and litellm: it counts as both.",
      hint: "Write both, genai or litellm.",
    });
}

function checkEndpoint(root: PlainMap, variables: Variables, finder: Finder): void {
  const litellm = mapOf(root["litellm_settings"]);
  const general = mapOf(root["general_settings"]);
  const key = callbackKeys.find((name) => textsOf(litellm[name]).includes("otel"));
  if ((key === undefined && general["otel"] !== true) || isAnswered(root, variables)) return;
  const says = {
    message: "`otel` is asked for and has no endpoint to send traces to: nothing is sent.",
    hint: "Set OTEL_EXPORTER_OTLP_ENDPOINT (or LiteLLM's OTEL_ENDPOINT), e.g. http://127.0.0.1:4318.",
  };
  if (key === undefined) finder.atValue(general, "otel", "general_settings.otel", "unset_variable", "warning", says);
  else finder.atValue(litellm, key, `litellm_settings.${key}`, "unset_variable", "warning", says);
}

/** Something says where to, or how, or that nothing is wanted. */
function isAnswered(root: PlainMap, variables: Variables): boolean {
  const otel = mapOf(mapOf(root["callback_settings"])["otel"]);
  const exporters = ["OTEL_TRACES_EXPORTER", "OTEL_EXPORTER", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_SDK_DISABLED"];
  const endpoints = endpointVariables.map((name) => name.replace("SIGNAL", "TRACES"));
  const names = [...endpoints, ...exporters, "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"];
  return (
    ["endpoint", "exporter", "protocol"].some((name) => otel[name] !== undefined) ||
    names.some((name) => (variables[name] ?? "").trim() !== "")
  );
}
