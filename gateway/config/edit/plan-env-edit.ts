/**
 * One variable of a `.env` set by a splice: comments, `export`, order and line ends stay, and python-dotenv reads back
 * exactly the value.
 *
 * Of a name that is set twice the last one counts, so that one is changed.
 */
import type { Splice } from "../../contract/config-edit.ts";
import { assignmentsIn, expanded, type Assignment } from "../env-text.ts";
import { refusedAt } from "./edit-refusal.ts";
import { replace } from "./put-value.ts";
import { applySplices } from "./splices.ts";
import { mostLineEnd } from "./yaml-style.ts";

/**
 * @returns splices against `text`; none when it holds the value already
 * @throws GatewayError `config_edit_refused` for a name or value that no `.env` can hold. The value is never repeated.
 */
export function planEnvEdit(text: string, name: string, value: string): Splice[] {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw refused("This is no name of a variable.", "Use letters, digits and _.");
  if (/[\0\p{Surrogate}]/u.test(value))
    throw refused(`The value of ${name} cannot be written as text.`, "Copy it again.");
  const present = assignmentsIn(text);
  const old = present.findLast((one) => one.name === name);
  if (old !== undefined && readsAs(old, value)) return [];
  for (const splice of candidates(text, name, value, old)) {
    const after = assignmentsIn(applySplices(text, [splice]));
    if (isMeant(present, after, name, value)) return [splice];
  }
  throw refused(`${name} cannot be set without changing other lines.`, "Look for a quote that is left open above.");
}

/** In the old quotes, then in any. */
function candidates(text: string, name: string, value: string, old: Assignment | undefined): Splice[] {
  const literal = value.replaceAll("${", literalBrace);
  // Where a shell would look inside, single quotes are the plainer ones.
  const quotes = [...new Set([old?.quote ?? "", /[$"\\`]/.test(value) ? "'" : '"', '"', "'"] as const)];
  const forms = quotes.flatMap((quote) => {
    const form = written(literal, quote);
    return form === null ? [] : [form];
  });
  return forms.map((form) => (old === undefined ? appended(text, `${name}=${form}`) : replace(old.from, old.to, form)));
}

/** `${` as text: a name that cannot be, whose default is `$`, and the brace behind it. */
const literalBrace = "$${:-$$}{"; // the pattern of replaceAll: each $$ is one $

function written(value: string, quote: Assignment["quote"]): string | null {
  switch (quote) {
    case "":
      return /^[\p{L}\p{N}\-_./:@%+=,~^*]+$/u.test(value) ? value : null;
    case "'":
      return /[\r\n]/.test(value) ? null : `'${value.replaceAll(/['\\]/g, "\\$&")}'`;
    case '"':
      return `"${value.replaceAll(/["\\]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t")}"`;
  }
}

function appended(text: string, line: string): Splice {
  const eol = mostLineEnd(text);
  const isOpen = text !== "" && !/[\r\n\uFEFF]$/.test(text);
  return replace(text.length, text.length, isOpen ? eol + line : line + eol);
}

function readsAs(one: Assignment, value: string): boolean {
  return expanded(one.value, () => undefined) === value && !/\$\{[^}:]/.test(one.value);
}

/** Every other line reads as before, and this one as the value, whatever the environment holds. */
function isMeant(before: readonly Assignment[], after: readonly Assignment[], name: string, value: string): boolean {
  const at = after.findLastIndex((one) => one.name === name);
  const old = before.findLastIndex((one) => one.name === name);
  const own = after[at];
  if (own === undefined || !readsAs(own, value)) return false;
  const others = (all: readonly Assignment[], skipped: number): string =>
    JSON.stringify(all.filter((_one, index) => index !== skipped).map((one) => [one.name, one.value]));
  return others(before, old) === others(after, at) && (old === -1 || old === at);
}

function refused(reason: string, hint: string): Error {
  return refusedAt(null, { reason, hint });
}
