/**
 * What is wrong with a file beyond its syntax: keys, values, aliases, fallbacks and the master key, each at its place.
 *
 * Used by the gateway, the command line and the editor alike.
 */
import { keysOf, openSections, type ConfigKey, type ConfigSection, type KeyKind } from "../contract/config.ts";
import { isPriceKey } from "../contract/prices.ts";
import { resolveValue, variableNameIn, type Variables } from "./environment.ts";
import { checkFallbacks, checkGroupAliases } from "./check-fallbacks.ts";
import { checkSettings } from "./check-settings.ts";
import { checkVariables } from "./check-variables.ts";
import type { Finder } from "./finder.ts";
import { mapOf, numberOf, textOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

/** @returns nothing: everything goes to the finder */
export function validateConfig(root: PlainMap, variables: Variables, finder: Finder): void {
  checkSection(root, "top", "", finder);
  for (const name of ["router_settings", "litellm_settings", "general_settings", "portico"] as const) {
    const section = root[name];
    if (isMap(section)) checkSection(section, name, name, finder);
  }
  checkPorticoParts(mapOf(root["portico"]), finder);
  const callback = mapOf(root["callback_settings"])["otel"];
  if (isMap(callback)) checkSection(callback, "callback_settings.otel", "callback_settings.otel", finder);
  checkModelList(root, variables, finder);
  checkFallbacks(root, variables, finder);
  checkGroupAliases(root, variables, finder);
  checkSettings(root, variables, finder);
  checkVariables(root, variables, finder);
}

function checkPorticoParts(portico: PlainMap, finder: Finder): void {
  for (const name of ["log", "otel", "tls", "address_limits"] as const) {
    const part = portico[name];
    if (isMap(part)) checkSection(part, `portico.${name}`, `portico.${name}`, finder);
  }
  const bound: unknown[] = Array.isArray(portico["client_certificates"]) ? portico["client_certificates"] : [];
  for (const [index, entry] of bound.entries()) {
    const path = `portico.client_certificates[${index}]`;
    if (isMap(entry)) checkSection(entry, "portico.client_certificates", path, finder);
  }
}

function isMap(value: unknown): value is PlainMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Where people keep what anchors point to; nothing reads it by name. */
const anchorHolder = /^(x-|[_.])/;

const homes: readonly ConfigSection[] = [
  "router_settings",
  "litellm_settings",
  "general_settings",
  "model_info",
  "top",
];

function checkSection(section: PlainMap, name: ConfigSection, path: string, finder: Finder): void {
  const known = keysOf(name);
  for (const [key, value] of Object.entries(section)) {
    const at = path === "" ? key : `${path}.${key}`;
    const entry = known.get(key);
    if (entry !== undefined) checkKnown(section, key, value, { entry, at }, finder);
    // Any of LiteLLM's prices is good, whatever its tier.
    else if (name !== "litellm_params" || !isPriceKey(key)) reportUnknown(section, key, name, at, finder);
  }
}

function checkKnown(
  section: PlainMap,
  key: string,
  value: unknown,
  { entry, at }: { entry: ConfigKey; at: string },
  finder: Finder,
): void {
  if (value !== null && variableNameIn(value) === null && !fits(value, entry.kind)) {
    finder.atValue(section, key, at, "wrong_type", "error", {
      message: `\`${key}\` must be ${kindWords[entry.kind]}, not ${describe(value)}.`,
      hint: `Write ${examples[entry.kind]}.`,
    });
    return;
  }
  if (entry.kind === "number" && (numberOf(value) ?? 0) < 0) {
    finder.atValue(section, key, at, "wrong_type", "error", {
      message: `\`${key}\` must not be negative.`,
      hint: "Write 0 or more, or leave the line out.",
    });
    return;
  }
  if (entry.status === "now") return;
  const isNever = entry.status === "never";
  finder.atKey(section, key, at, "unsupported_key", isNever ? "warning" : "info", {
    message: isNever
      ? `\`${key}\` is LiteLLM's and has no effect in Portico, which needs no Python, Postgres or Redis.`
      : `\`${key}\` is kept in the file, but this version of Portico does not act on it.`,
    hint: "It does no harm; the same file still runs on LiteLLM.",
  });
}

const kindWords: Readonly<Record<KeyKind, string>> = {
  text: "text",
  number: "a number",
  boolean: "true or false",
  list: "a list",
  map: "a map of keys",
  any: "a value",
};
const examples: Readonly<Record<KeyKind, string>> = {
  text: '"some text"',
  number: "a number without quotes",
  boolean: "true or false",
  list: "`- item` lines or [a, b]",
  map: "indented `key: value` lines",
  any: "a value",
};

function fits(value: unknown, kind: KeyKind): boolean {
  switch (kind) {
    case "text":
      return typeof value === "string" || typeof value === "number";
    case "number":
      return (
        typeof value === "number" ||
        (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)))
      );
    case "boolean":
      return typeof value === "boolean" || (typeof value === "string" && /^(true|false)$/i.test(value));
    case "list":
      return Array.isArray(value);
    case "map":
      return isMap(value);
    case "any":
      return true;
  }
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  return typeof value === "string"
    ? "text"
    : `${typeof value === "number" ? "the number" : ""} ${JSON.stringify(value)}`.trim();
}

function reportUnknown(section: PlainMap, key: string, name: ConfigSection, at: string, finder: Finder): void {
  const home = homes.find((other) => other !== name && keysOf(other).has(key));
  const isParameter = name === "litellm_params";
  if (home !== undefined && (!isParameter || home === "model_info")) {
    finder.atKey(section, key, at, "misplaced_key", "warning", {
      message: `\`${key}\` has no effect here; it belongs in \`${home === "top" ? "the top level" : home}\`.`,
      hint: "Move the line there.",
      suggestion: home === "top" ? key : `${home}.${key}`,
    });
    return;
  }
  if (openSections.has(name) || (name === "top" && anchorHolder.test(key))) return;
  const nearest = finder.nearest(key, keysOf(name));
  if (isParameter && nearest === null) return; // goes to the provider as its own parameter, as LiteLLM does
  finder.atKey(section, key, at, "unknown_key", "warning", {
    message: isParameter
      ? `\`${key}\` is not a key of litellm_params; it is sent to the provider as a parameter.`
      : `\`${key}\` is not a key that anything reads.`,
    hint: nearest === null ? "Remove the line, or keep it: it does no harm." : `Did you mean \`${nearest}\`?`,
    ...(nearest === null ? {} : { suggestion: nearest }),
  });
}

function checkModelList(root: PlainMap, variables: Variables, finder: Finder): void {
  const list = root["model_list"];
  if (list === undefined || list === null || (Array.isArray(list) && list.length === 0)) {
    finder.atFile("empty_model_list", "warning", {
      message: "The file names no models, so nothing can be called.",
      hint: "Add a `model_list:` with at least one `model_name`.",
    });
    return;
  }
  if (!Array.isArray(list)) return;
  const seen = new Map<string, number>();
  const credentials = checkCredentials(root, finder);
  for (const [index, entry] of (list as unknown[]).entries()) {
    const path = `model_list[${index}]`;
    if (!isMap(entry)) {
      finder.atValue(list, index, path, "wrong_type", "error", {
        message: "Each entry of model_list must be a map.",
        hint: "Write `- model_name: ...` and `litellm_params:` below it.",
      });
      continue;
    }
    checkEntry(entry, path, list, index, finder);
    checkDuplicate(entry, path, { seen, index, variables }, finder);
    checkCredentialName(mapOf(entry["litellm_params"]), path, credentials, finder);
  }
}

/** @returns the names of the credentials */
function checkCredentials(root: PlainMap, finder: Finder): Set<string> {
  const list: unknown[] = Array.isArray(root["credential_list"]) ? root["credential_list"] : [];
  for (const [index, credential] of list.entries())
    checkLiteralKey(
      mapOf(mapOf(credential)["credential_values"]),
      `credential_list[${index}].credential_values`,
      finder,
    );
  return new Set(
    list.map((credential) => textOf(mapOf(credential)["credential_name"])).filter((name) => name !== null),
  );
}

function checkCredentialName(params: PlainMap, path: string, credentials: Set<string>, finder: Finder): void {
  const name = textOf(params["litellm_credential_name"]);
  if (name === null || credentials.has(name)) return;
  const at = `${path}.litellm_params.litellm_credential_name`;
  const nearest = finder.nearest(name, credentials);
  finder.atValue(params, "litellm_credential_name", at, "missing_key", "error", {
    message: `There is no credential \`${name}\` in credential_list.`,
    hint: nearest === null ? "Add it to credential_list, or remove the line." : `Did you mean \`${nearest}\`?`,
    ...(nearest === null ? {} : { suggestion: nearest }),
  });
}

function checkEntry(entry: PlainMap, path: string, list: object, index: number, finder: Finder): void {
  checkSection(entry, "model_entry", path, finder);
  for (const key of ["model_name", "litellm_params"]) {
    if (entry[key] !== undefined && entry[key] !== null) continue;
    finder.atKey(list, index, `${path}.${key}`, "missing_key", "error", {
      message: `This entry has no \`${key}\`.`,
      hint:
        key === "model_name" ? "Give it the name that clients use." : "Add `litellm_params:` with at least `model:`.",
    });
  }
  if (isMap(entry["litellm_params"])) {
    checkSection(entry["litellm_params"], "litellm_params", `${path}.litellm_params`, finder);
    checkLiteralKey(entry["litellm_params"], `${path}.litellm_params`, finder);
  }
  if (isMap(entry["model_info"])) checkSection(entry["model_info"], "model_info", `${path}.model_info`, finder);
}

function checkLiteralKey(params: PlainMap, path: string, finder: Finder): void {
  const key = params["api_key"];
  if (typeof key !== "string" || !/^(sk-[A-Za-z0-9_-]{16,}|AIza[\w-]{20,}|gsk_\w{20,}|xai-\w{20,})$/.test(key)) return;
  finder.atValue(params, "api_key", `${path}.api_key`, "literal_secret", "warning", {
    message: "A provider key is written into the file.",
    hint: "Put it into .env and write `api_key: os.environ/NAME` here.",
  });
}

function checkDuplicate(
  entry: PlainMap,
  path: string,
  { seen, index, variables }: { seen: Map<string, number>; index: number; variables: Variables },
  finder: Finder,
): void {
  const { model, api_base: base, api_key: key, organization, tags } = mapOf(entry["litellm_params"]);
  const identity = JSON.stringify([resolveValue(entry["model_name"], variables), model, base, key, organization, tags]);
  const first = seen.get(identity);
  if (first === undefined) {
    seen.set(identity, index);
    return;
  }
  finder.atValue(entry, "model_name", `${path}.model_name`, "duplicate_deployment", "warning", {
    message: `This entry is the same as model_list[${first}]: alias, model, address and key.`,
    hint: "Remove one of the two, or give it another key or address.",
  });
}
