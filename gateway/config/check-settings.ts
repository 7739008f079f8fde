/**
 * Settings whose key is honoured but whose value may ask for more than this version does: each such value is named,
 * because a file that promises spans, a strategy or quieter logs must not be believed in silence.
 */
import { checkConnections } from "./check-connections.ts";
import { checkLimits } from "./check-limits.ts";
import { checkRouting } from "./check-routing.ts";
import { checkTelemetry } from "./check-telemetry.ts";
import { variableNameIn, type Variables } from "./environment.ts";
import type { Finder } from "./finder.ts";
import { mapOf, textsOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

export function checkSettings(root: PlainMap, variables: Variables, finder: Finder): void {
  checkCallbacks(mapOf(root["litellm_settings"]), finder);
  checkTelemetry(root, variables, finder);
  checkRouting(mapOf(root["router_settings"]), variables, finder);
  checkLimits(root, variables, finder);
  checkConnections(root, variables, finder);
  checkVerbose(mapOf(root["general_settings"]), finder);
}

const callbackKeys = ["callbacks", "success_callback", "failure_callback"];

/** Each name once, where it first stands. */
function checkCallbacks(litellm: PlainMap, finder: Finder): void {
  const seen = new Set<string>();
  for (const key of callbackKeys) {
    for (const name of textsOf(litellm[key])) {
      if (seen.has(name) || name === "otel") continue;
      seen.add(name);
      const at = `litellm_settings.${key}`;
      if (/^[\w-]+\.[\w.]+$/.test(name)) {
        finder.atValue(litellm, key, at, "python_callback", "warning", {
          message: `\`${name}\` is a Python object; Portico runs no code from a config.`,
          hint: "Remove it, or keep it for LiteLLM: it has no effect here.",
        });
      } else {
        finder.atValue(litellm, key, at, "unsupported_key", "warning", {
          message: `The callback \`${name}\` is LiteLLM's; this version of Portico sends nothing to it.`,
          hint: "It does no harm; the request log and the panel show every call.",
        });
      }
    }
  }
}

/** LiteLLM reads it in litellm_settings only; many files have it here, and mean it. */
function checkVerbose(general: PlainMap, finder: Finder): void {
  const key = "set_verbose";
  if (general[key] === undefined || general[key] === null || variableNameIn(general[key]) !== null) return;
  finder.atKey(general, key, `general_settings.${key}`, "misplaced_key", "info", {
    message: "Portico takes `set_verbose` here as detailed logging; LiteLLM itself passes over it.",
    hint: "For LiteLLM too, move the line to `litellm_settings`.",
    suggestion: `litellm_settings.${key}`,
  });
}
