/**
 * Which of a chat client's parameters go through to a provider of the same dialect, and in whose words.
 *
 * The rule (docs/decisions/0018): everything passes that the provider may know. What it certainly refuses is a 400 that
 * names it, or is left out under `drop_params`. `additional_drop_params` and the provider's own row leave out by name,
 * `allowed_openai_params` lets through by name. A few parameters are said in the provider's words instead.
 */
import { isRecord, numberOf } from "../../base/json-shape.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { unsupported } from "./admit-params.ts";
import { effortOf } from "./reasoning-effort.ts";
import { asksNothing, isOpenaiReasoner, unsupportedParams } from "./unsupported-params.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface NativeParamsInput {
  readonly deployment: Deployment;
  readonly upstreamModel: string;
  /** The client's body, parsed. */
  readonly fields: Fields;
  /** `drop_params` of the file, the deployment or the request. */
  readonly dropParams: boolean;
}

export interface NativeParams {
  /** Fields the upstream must not get, from wherever they come. */
  readonly removed: ReadonlySet<string>;
  /** Fields to write: what was removed, in the provider's words. */
  readonly added: Fields;
  /** Client fields that were lost by this, for the log. */
  readonly dropped: readonly string[];
}

/** @throws GatewayError `unsupported_params` */
export function nativeParams(input: NativeParamsInput): NativeParams {
  const { deployment, upstreamModel, fields } = input;
  const allowed = new Set([...deployment.allowedOpenaiParams, ...namesIn(fields["allowed_openai_params"])]);
  const byName = new Set([
    ...deployment.additionalDropParams,
    ...namesIn(fields["additional_drop_params"]),
    ...deployment.providerRow.dropsAlways.filter((name) => !allowed.has(name)),
  ]);
  const renamed = renamings(deployment.provider, upstreamModel, fields).filter(
    ({ from }) => !allowed.has(from) && !byName.has(from),
  );
  const moved = new Set(renamed.map(({ from }) => from));
  const lacking = [...unsupportedParams(deployment.provider, upstreamModel)].filter(
    (name) => !asksNothing(name, fields[name]) && !allowed.has(name) && !byName.has(name) && !moved.has(name),
  );
  if (lacking.length > 0 && !input.dropParams) throw unsupported(lacking, input);
  const lost = [...byName].filter((name) => name in fields);
  // OpenAI refuses them beside an answer in one piece; LiteLLM leaves them out there alone.
  if (deployment.provider === "openai" && fields["stream"] !== true) byName.add("stream_options");
  return {
    removed: new Set([...byName, ...lacking, ...moved]),
    added: Object.fromEntries(renamed.flatMap(({ to, value }) => (to in fields ? [] : [[to, value] as const]))),
    dropped: [...lost, ...lacking],
  };
}

interface Renaming {
  readonly from: string;
  readonly to: string;
  readonly value: unknown;
}

/** What this provider has another word for. */
function renamings(provider: string, model: string, fields: Fields): readonly Renaming[] {
  const found: Renaming[] = [];
  const move = (from: string, to: string, value: unknown): void => {
    if (value !== undefined && value !== null) found.push({ from, to, value });
  };
  if (isOpenaiReasoner(provider, model)) move("max_tokens", "max_completion_tokens", fields["max_tokens"]);
  if (provider === "mistral") {
    move("seed", "random_seed", fields["seed"]);
    move("max_completion_tokens", "max_tokens", fields["max_completion_tokens"]);
  }
  const { thinking } = fields;
  if (!isRecord(thinking)) return found;
  const budget = thinking["type"] === "enabled" ? numberOf(thinking["budget_tokens"]) : null;
  if (provider === "hosted_vllm" && budget !== null) move("thinking", "reasoning_effort", effortOf(budget));
  if (provider === "openrouter") move("thinking", "reasoning", openrouterReasoning(thinking["type"], budget));
  return found;
}

/** @source OpenRouter, reasoning tokens: `reasoning` {enabled, effort, max_tokens} */
function openrouterReasoning(type: unknown, budget: number | null): Record<string, unknown> {
  if (type === "disabled") return { enabled: false };
  return budget === null ? { enabled: true } : { max_tokens: budget };
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}
