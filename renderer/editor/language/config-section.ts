/** Which section of the key table a place in the config belongs to. */
import type { ConfigSection } from "../../../gateway/contract/config.ts";
import type { YamlPath } from "./yaml-entry.ts";

/** @param path  of the map whose keys are asked about; @returns null where the keys are the user's own */
export function sectionAt(path: YamlPath): ConfigSection | null {
  const [first, second, third] = path;
  if (first === undefined) return "top";
  if (first === "model_list") return typeof second === "number" ? entrySection(path.length, third) : null;
  if (path.length === 1) return settings.find((name) => name === first) ?? null;
  if (path.length > 2) return first === "portico" ? porticoEntry(path) : null;
  const nested = nestedSections.find((name) => name === `${first}.${String(second)}`);
  if (nested !== undefined) return nested;
  return first === "router_settings" && second === "default_litellm_params" ? "litellm_params" : null;
}

/** Below the lists and maps of `portico`, whose entries are the user's own. */
function porticoEntry(path: YamlPath): ConfigSection | null {
  const [, second, third] = path;
  if (second === "client_certificates" && path.length === 3) return "portico.client_certificates";
  return second === "log" && third === "aliases" && path.length === 4 ? "portico.log.aliases" : null;
}

const settings = ["router_settings", "litellm_settings", "general_settings", "portico"] as const;

const nestedSections = [
  "portico.log",
  "portico.otel",
  "portico.tls",
  "portico.address_limits",
  "callback_settings.otel",
] as const;

function entrySection(depth: number, part: string | number | undefined): ConfigSection | null {
  if (depth === 2) return "model_entry";
  if (depth > 3) return null;
  return part === "litellm_params" || part === "model_info" ? part : null;
}
