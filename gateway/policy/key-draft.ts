/**
 * What the panel asks of a key, as the body that `/key/...` takes: the same fields, with amounts as JSON's numbers.
 *
 * Law: an amount that no number holds to the nano is refused, never rounded.
 */
import { GatewayError } from "../contract/errors.ts";
import type { KeyChange } from "../contract/panel-keys.ts";
import { nanosOfUsd, nanosOfUsdText, usdOfNanos } from "../contract/units.ts";

/** @throws GatewayError `invalid_request` */
export function bodyOfDraft({ model_max_budget: ofModels, ...draft }: KeyChange): Record<string, unknown> {
  const body: Record<string, unknown> = { ...draft };
  for (const name of ["max_budget", "soft_budget", "spend"] as const) {
    const text = draft[name];
    if (text !== undefined && text !== null) body[name] = usdIn(name, text);
  }
  if (ofModels === undefined) return body;
  const budgets = Object.entries(ofModels).map(
    ([alias, { max_budget: max, budget_duration: duration }]) =>
      [alias, { max_budget: usdIn(`model_max_budget.${alias}`, max), budget_duration: duration }] as const,
  );
  return { ...body, model_max_budget: Object.fromEntries(budgets) };
}

function usdIn(name: string, text: string): number {
  const nanos = nanosOfUsdText(text);
  const usd = nanos === null ? null : usdOfNanos(nanos);
  if (usd !== null && nanosOfUsd(usd) === nanos) return usd;
  throw new GatewayError("invalid_request", {
    message: `${name}: an amount with this many digits cannot be kept exactly`,
    param: name,
    hint: "Leave out the smallest digits.",
  });
}
