/**
 * A management body against its list of fields: unknown ones are refused by name, the rest by what is wrong with them.
 */
import type { z } from "zod";
import { GatewayError } from "../contract/errors.ts";
import type { GenerateKey, KeySettings } from "../contract/virtual-key.ts";
import { parseDuration, timeAfter } from "./budget-period.ts";

/** @throws GatewayError `field_not_allowed`, `invalid_request` */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.map(String).join(".") ?? "";
  if (issue?.code === "unrecognized_keys") {
    const field = [path, issue.keys[0] ?? ""].filter((part) => part !== "").join(".");
    throw new GatewayError("field_not_allowed", {
      message: `The field '${field.slice(0, 100)}' cannot be set here.`,
      param: field.slice(0, 100),
      hint: "Leave it out; unknown fields are refused so that none is believed to work.",
    });
  }
  throw new GatewayError("invalid_request", {
    message: `${path === "" ? "body" : path}: ${issue?.message ?? "not valid"}`,
    ...(path === "" ? {} : { param: path }),
  });
}

/** Of a key that nothing limits. */
export const usualSettings: KeySettings = {
  key_alias: null,
  models: [],
  aliases: {},
  max_budget: null,
  soft_budget: null,
  budget_duration: null,
  max_parallel_requests: null,
  rpm_limit: null,
  tpm_limit: null,
  model_max_budget: {},
  model_rpm_limit: {},
  model_tpm_limit: {},
  metadata: {},
  tags: [],
  blocked: null,
  allowed_routes: [],
  user_id: null,
  team_id: null,
  organization_id: null,
};

/** What a body changes of the settings before it. */
export function settingsFrom(
  body: Readonly<Record<string, unknown>>,
  before: KeySettings = usualSettings,
): KeySettings {
  const changed = Object.keys(usualSettings).filter((name) => body[name] !== undefined);
  // Each name is a setting's, and the body was parsed by the same schema.
  return { ...before, ...(Object.fromEntries(changed.map((name) => [name, body[name]])) as Partial<KeySettings>) };
}

/** LiteLLM's `key_type` is a short form of `allowed_routes`. */
export function routesOfType(type: GenerateKey["key_type"]): string[] | null {
  if (type === "llm_api") return ["llm_api_routes"];
  if (type === "management") return ["management_routes"];
  if (type === "read_only") return ["info_routes"];
  return null;
}

const boundedNumbers = ["max_budget", "tpm_limit", "rpm_limit", "max_parallel_requests"] as const;
const boundedDurations = ["duration", "budget_duration"] as const;

/**
 * `upperbound_key_generate_params`: what is left out gets the bound, what is above it is refused.
 *
 * @throws GatewayError `invalid_request`
 */
export function withinBounds(body: GenerateKey, bounds: Readonly<Record<string, unknown>>): GenerateKey {
  const filled: Record<string, unknown> = { ...body };
  for (const name of boundedNumbers) {
    const bound = bounds[name];
    if (typeof bound !== "number") continue;
    const value = body[name] ?? bound;
    if (value > bound) throw aboveBound(name, String(value), String(bound));
    filled[name] = value;
  }
  for (const name of boundedDurations) {
    const bound = bounds[name];
    if (typeof bound !== "string") continue;
    const value = body[name] ?? bound;
    if (lengthOf(value) > lengthOf(bound)) throw aboveBound(name, value, bound);
    filled[name] = value;
  }
  return filled;
}

function lengthOf(text: string): number {
  const duration = parseDuration(text);
  return duration === null ? Infinity : timeAfter(duration, 0);
}

function aboveBound(name: string, value: string, bound: string): GatewayError {
  return new GatewayError("invalid_request", {
    message: `${name} is over max limit set in config - user_value=${value}; max_value=${bound}`,
    param: name,
    hint: "`litellm_settings.upperbound_key_generate_params` sets the limit.",
  });
}
