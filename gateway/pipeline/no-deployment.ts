/** The error when nobody of a group may take a request: what spoke against each one decides the status and the words. */
import { GatewayError } from "../contract/errors.ts";
import type { ExclusionReason } from "../contract/route-decision.ts";
import type { Judged } from "../routing/candidates.ts";
import type { Resolved } from "./exchange.ts";
import type { BudgetRefusal } from "./pick-input.ts";

const defaultWaitMs = 5000;
const maxListedIds = 20;

/** What time alone does not change: where a budget is spent too, the budget is what is in the way. */
const standing = ["over_budget", "tags", "context_window", "region", "unsupported_params"] as const;

/** @param backInMs  until one of them comes back; null = time changes nothing */
export function noDeployment(
  at: Resolved,
  judged: readonly Judged[],
  backInMs: number | null,
  budgetRefusal: BudgetRefusal,
): GatewayError {
  if (judged.length === 0) return unusableAlias(at);
  const reasons = new Set(judged.map(({ excluded }) => excluded).filter((reason) => reason !== null));
  const spent = judged.find(({ excluded }) => excluded === "over_budget");
  const refused = spent === undefined || !isOnly(reasons, standing) ? null : budgetRefusal(spent.deployment);
  if (refused !== null) return refused;
  if (isOnly(reasons, ["tags"])) return tagsForbid(at);
  if (isOnly(reasons, ["context_window", "tags"])) return tooLong(at, judged);
  return allOut(at, judged, backInMs);
}

function isOnly(reasons: ReadonlySet<ExclusionReason>, allowed: readonly ExclusionReason[]): boolean {
  return [...reasons].every((reason) => allowed.includes(reason));
}

/** LiteLLM's words, which clients search. */
function allOut(at: Resolved, judged: readonly Judged[], backInMs: number | null): GatewayError {
  const retryAfterMs = backInMs ?? defaultWaitMs;
  const cooling = judged.filter(({ excluded }) => excluded === "cooling_down").map(({ deployment }) => deployment.id);
  const list = cooling.slice(0, maxListedIds).map((id) => `'${id}'`);
  const checks = at.catalog.settings.routing.enablePreCallChecks ? "True" : "False";
  return new GatewayError("no_healthy_deployment", {
    message:
      `No deployments available for selected model, Try again in ${Math.ceil(retryAfterMs / 1000)} seconds. ` +
      `Passed model=${at.groupName}. pre-call-checks=${checks}, cooldown_list=[${list.join(", ")}]`,
    hint: "The panel shows for this request why each deployment was left out. A fallback for the alias would take over.",
    retryAfterMs,
  });
}

function tagsForbid({ groupName, wishes }: Resolved): GatewayError {
  const tags = wishes.tags.length === 0 ? "no tags" : `the tags ${wishes.tags.slice(0, 10).join(", ")}`;
  return new GatewayError("tags_not_allowed", {
    message: `Not allowed to access model due to tags configuration. Passed model=${groupName} with ${tags}.`,
    hint: "Send a tag that a deployment of the alias has, or tag one of them `default`.",
  });
}

function tooLong({ groupName }: Resolved, judged: readonly Judged[]): GatewayError {
  const detail = judged.find(({ excluded }) => excluded === "context_window")?.detail ?? "";
  return new GatewayError("upstream_context_window", {
    message: `litellm.ContextWindowExceededError: The request does not fit any deployment of ${groupName} (${detail}).`,
    hint: "Shorten the messages, use an alias with a larger context window, or name one in context_window_fallbacks.",
  });
}

/** An alias none of whose deployments works: for LiteLLM's clients the same as one that does not exist. */
export function unusableAlias({ catalog, groupName }: Pick<Resolved, "catalog" | "groupName">): GatewayError {
  const reason = catalog.disabledAliases.get(groupName);
  return new GatewayError("unknown_model", {
    message:
      `litellm.BadRequestError: You passed in model=${groupName}. There are no healthy deployments for this model. ` +
      `Received Model Group=${groupName}\nAvailable Model Group Fallbacks=None`,
    hint:
      reason === undefined
        ? "Call `/v1/models` to view available models for your key."
        : `The alias is in the config but does not work: ${reason}`,
  });
}
