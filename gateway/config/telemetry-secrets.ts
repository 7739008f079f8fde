/** Secrets that telemetry's settings hold: what its headers say, and passwords in its addresses. */
import { parseOtlpHeaders } from "../base/otlp-headers.ts";
import { resolveDeep, type Variables } from "./environment.ts";
import { secretsIn } from "./secret-keys.ts";
import { mapOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

export function telemetrySecrets(root: PlainMap, variables: Variables): string[] {
  const callback = mapOf(mapOf(resolveDeep(root["callback_settings"], variables))["otel"]);
  const written = Object.entries(variables).filter(([name]) => /^OTEL_\w*HEADERS$/.test(name));
  const values = [callback["headers"], ...written.map(([, value]) => value)].flatMap((said) =>
    Object.values(parseOtlpHeaders(said)),
  );
  const addresses = Object.entries(variables).filter(([name]) => /^OTEL_\w*ENDPOINT$/.test(name));
  return [
    ...values.flatMap((value) => [value, value.replace(/^(Bearer|Basic)\s+/i, "")]),
    ...secretsIn(Object.fromEntries(addresses)),
  ];
}
