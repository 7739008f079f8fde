/** What the filter bar offers at the caret: names of fields, or values of the field that is being typed. Pure. */
import { operations } from "../../../../gateway/contract/operations.ts";
import { markColours } from "../../../../gateway/contract/request-filter.ts";
import { filterFields, type FilterField } from "../../../../gateway/contract/request-search.ts";
import { requestStates } from "../../../../gateway/contract/spend-log.ts";
import { fields, flags, type Field } from "./filter-language.ts";

export interface CompletionPlace {
  /** What would be replaced: from here to the caret. */
  readonly from: number;
  /** null = the name of a field is being typed. */
  readonly field: Field | null;
  readonly part: string;
}

/** @returns null where nothing is offered: within free text that is no beginning of a field */
export function placeAt(text: string, caret: number): CompletionPlace | null {
  const head = text.slice(0, caret);
  const [, token = ""] = /(?:^|\s)((?:[a-z]+:)?(?:"[^"]*|[^\s"]*))$/.exec(head) ?? [];
  const [, name, value = ""] = /^([a-z]+):"?(.*)$/.exec(token) ?? [];
  if (name === undefined)
    return token.startsWith('"') ? null : { from: caret - token.length, field: null, part: token };
  const field = fields.find((each) => each === name);
  return field === undefined ? null : { from: caret - token.length, field, part: value };
}

/** Values of a field that the log need not be asked for. */
const fixed: Partial<Record<Field, readonly string[]>> = {
  is: flags,
  state: requestStates,
  kind: operations,
  colour: markColours,
  status: ["4xx", "5xx", "429", "500"],
  cost: [">0.01", ">0.1", ">1", "0"],
  total: [">1s", ">10s", ">60s"],
  first: [">1s", ">5s", "<500ms"],
  tokens: [">1k", ">10k", ">100k"],
  since: ["1h", "24h", "today", "yesterday"],
  until: ["1h", "today", "yesterday"],
};

export function fixedValues({ field, part }: CompletionPlace): readonly string[] {
  if (field === null) return [];
  return (fixed[field] ?? []).filter((value) => value !== part && value.startsWith(part));
}

/** The field whose values the log knows. */
export function loggedField(place: CompletionPlace | null): FilterField | null {
  return filterFields.find((field) => field === place?.field && field !== "status") ?? null;
}

export function matchingFields({ part }: CompletionPlace): readonly Field[] {
  return fields.filter((field) => field.startsWith(part) && (part !== "" || field !== "search"));
}

/** The text with the place filled in, and where the caret stands then. */
export function complete(
  text: string,
  caret: number,
  { from, field }: CompletionPlace,
  choice: string,
): [string, number] {
  const value = /\s/.test(choice) ? `"${choice}"` : choice;
  const filled = field === null ? `${choice}:` : `${field}:${value} `;
  const rest = text.slice(caret).replace(/^\S*\s?/, "");
  return [text.slice(0, from) + filled + rest, from + filled.length];
}
