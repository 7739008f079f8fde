/**
 * One key for the names that a model goes by in a bill and in our ledger: `Claude Haiku 4.5` and
 * `claude-haiku-4-5-20251001`, `gpt-4o` and `gpt-4o-2024-08-06`, `openai/gpt-4.1` and `openai/gpt-4.1-2025-04-14`.
 *
 * A date at the end names an edition of the same model. Two editions on one day are compared together.
 */
const edition = /[-@](20\d{2}-?\d{2}-?\d{2}|latest)$/;
/** Of one route of a model: `:free`, and OpenAI's fine-tunes keep theirs. */
const variant = /:(free|beta|extended|nitro|floor|online|exacto|thinking)$/;

export function modelKey(name: string): string {
  const plain = name.trim().toLowerCase().replace(variant, "").replaceAll(/[()]/g, "");
  const dashed = plain.replace(edition, "").replaceAll(/[\s._]+/g, "-");
  return claudeInOrder(dashed.replace(edition, ""));
}

/** `claude-3-5-sonnet` and `Claude Sonnet 3.5`: words before numbers. */
function claudeInOrder(name: string): string {
  const at = name.indexOf("claude-");
  if (at === -1) return name;
  const parts = name.slice(at).split("-");
  const isNumber = (part: string): boolean => /^\d+$/.test(part);
  return name.slice(0, at) + [...parts.filter((part) => !isNumber(part)), ...parts.filter(isNumber)].join("-");
}

/** OpenAI's cost lines are `gpt-4o-2024-08-06, input` and `..., cached input`: all of them are the model's. */
export function billedModel(cell: string): string {
  return (cell.split(", ")[0] ?? "").trim();
}
