/**
 * How much the model shall think: `thinking` and `output_config.effort` of a Messages request.
 *
 * A `thinking` object that says more than the form can hold (`display`, a type of tomorrow) also stays as written.
 *
 * @source https://docs.claude.com/en/docs/build-with-claude/extended-thinking, .../adaptive-thinking, .../effort
 */
import { countOf, isRecord, textOf } from "../../base/json-shape.ts";
import type { ReasoningRequest } from "../../contract/conversation.ts";
import type { Fields } from "../client-dialect.ts";

export interface ReadReasoning {
  readonly reasoning: ReasoningRequest | null;
  /** What must stay in `extra` so that Anthropic's own family gets it back. */
  readonly rest: Readonly<Record<string, unknown>>;
}

const modes: Readonly<Record<string, ReasoningRequest["mode"]>> = {
  enabled: "on",
  disabled: "off",
  adaptive: "adaptive",
};

export function readReasoning(fields: Fields): ReadReasoning {
  const thinking = isRecord(fields["thinking"]) ? fields["thinking"] : null;
  const config = isRecord(fields["output_config"]) ? fields["output_config"] : {};
  const effort = textOf(config["effort"]);
  const configRest = restOf(config);
  const rest = {
    ...(thinking === null || isFullySaid(thinking) ? {} : { thinking }),
    ...(configRest === null ? {} : { output_config: configRest }),
  };
  if (thinking === null && effort === null) return { reasoning: null, rest };
  return {
    reasoning: {
      effort,
      budgetTokens: thinking === null ? null : countOf(thinking["budget_tokens"]),
      mode: thinking === null ? null : modeOf(thinking["type"]),
      summary: null,
    },
    rest,
  };
}

/** A type this gateway does not know is some way of thinking. */
function modeOf(type: unknown): ReasoningRequest["mode"] {
  return (typeof type === "string" && Object.hasOwn(modes, type) ? modes[type] : undefined) ?? "on";
}

function isFullySaid(thinking: Readonly<Record<string, unknown>>): boolean {
  const { type, budget_tokens: budget, ...others } = thinking;
  if (Object.keys(others).length > 0 || typeof type !== "string" || !Object.hasOwn(modes, type)) return false;
  return type === "enabled" ? countOf(budget) !== null : budget === undefined;
}

/** `effort` and a JSON schema have a place of their own; null = nothing else was said. */
function restOf(config: Readonly<Record<string, unknown>>): Record<string, unknown> | null {
  const { effort, format, ...others } = config;
  const keepsEffort = effort !== undefined && effort !== null && typeof effort !== "string";
  const isSchema = isRecord(format) && format["type"] === "json_schema" && isRecord(format["schema"]);
  const isPlain = isSchema && Object.keys(format).length === 2;
  const rest = {
    ...others,
    ...(keepsEffort ? { effort } : {}),
    ...(format === undefined || format === null || isPlain ? {} : { format }),
  };
  return Object.keys(rest).length === 0 ? null : rest;
}
