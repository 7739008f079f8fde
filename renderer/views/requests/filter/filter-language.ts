/**
 * The filter bar's language: `alias:qwen status:4xx cost:>0.01 is:error "free words"` to a filter and back.
 *
 * A word before a colon that is no field is free text, so that addresses and tags can be looked for as they are.
 */
import { operations } from "../../../../gateway/contract/operations.ts";
import { markColours } from "../../../../gateway/contract/request-filter.ts";
import { requestStates } from "../../../../gateway/contract/spend-log.ts";
import type { RequestFilter } from "../../../api/request-filter.ts";
import { formatRange, formatTimeOf, parseRange, parseTime, type Range, type Unit } from "./filter-amounts.ts";

const ranges = { cost: "usd", total: "ms", first: "ms", tokens: "count" } as const satisfies Record<string, Unit>;
export const flags = ["error", "ok", "stream", "whole", "pinned"] as const;
/** Every field in the order in which they are offered and written. */
export const fields = [
  "alias",
  "is",
  "status",
  "provider",
  "model",
  "deployment",
  "key",
  "tag",
  "client",
  "state",
  "kind",
  "cost",
  "total",
  "first",
  "tokens",
  "since",
  "until",
  "colour",
  "search",
] as const;
export type Field = (typeof fields)[number];

export interface ParsedFilter {
  readonly filter: RequestFilter;
  /** Parts that name a field and say nothing it knows. */
  readonly problems: readonly string[];
}

interface Part {
  readonly field: string | null;
  readonly value: string;
  readonly whole: string;
}

export function parseFilter(text: string, nowMs: number): ParsedFilter {
  const filter: Record<string, unknown> = {};
  const problems: string[] = [];
  const words: string[] = [];
  for (const { field, value, whole } of partsOf(text)) {
    const known = field === null ? undefined : fields.find((name) => name === field);
    if (known === undefined) words.push(whole);
    else if (value !== "") {
      const part = partOfFilter(known, value, nowMs);
      if (part === null) problems.push(whole);
      else Object.assign(filter, part);
    }
  }
  const free = words.join(" ");
  return { filter: { ...(filter as RequestFilter), ...(free === "" ? {} : { text: free }) }, problems }; // partOfFilter's keys
}

function partsOf(text: string): Part[] {
  return [...text.matchAll(/([a-z]+):(?:"([^"]*)"?|([^\s"]*))|"[^"]*"?|[^\s"]+/g)].map(
    ([whole, field, quoted, plain]) => ({
      field: field ?? null,
      value: quoted ?? plain ?? "",
      whole,
    }),
  );
}

/** @returns null when the value says nothing to this field */
function partOfFilter(field: Field, value: string, nowMs: number): RequestFilter | null {
  switch (field) {
    case "is":
      return flagOf(value);
    case "state":
      return given(
        "state",
        requestStates.find((state) => state === value),
      );
    case "kind":
      return given(
        "operation",
        operations.find((operation) => operation === value),
      );
    case "colour":
      return given(
        "colour",
        markColours.find((colour) => colour === value),
      );
    case "since":
    case "until":
      return given(field, parseTime(value, nowMs) ?? undefined);
    case "cost":
    case "total":
    case "first":
    case "tokens":
      return boundsOf(field, parseRange(value, ranges[field]));
    case "status":
      return /^[1-5](\d\d|xx)$/.test(value) ? { status: value } : null;
    default:
      return { [field]: value };
  }
}

function given<Name extends keyof RequestFilter>(name: Name, value: RequestFilter[Name]): RequestFilter | null {
  return value === undefined ? null : { [name]: value };
}

function flagOf(value: string): RequestFilter | null {
  const table: Readonly<Record<(typeof flags)[number], RequestFilter>> = {
    error: { errors: true },
    ok: { errors: false },
    stream: { stream: true },
    whole: { stream: false },
    pinned: { pinned: true },
  };
  const flag = flags.find((name) => name === value);
  return flag === undefined ? null : table[flag];
}

function boundsOf(field: keyof typeof ranges, range: Range | null): RequestFilter | null {
  if (range === null) return null;
  const { min, max } = range;
  return {
    ...(min === undefined ? {} : { [`${field}Min`]: min }),
    ...(max === undefined ? {} : { [`${field}Max`]: max }),
  };
}

/** The shortest text that `parseFilter` reads as this filter. */
export function formatFilter(filter: RequestFilter): string {
  const parts = fields.flatMap((field) => textsOf(field, filter).map((value) => `${field}:${quoted(value)}`));
  if (filter.text !== undefined && filter.text !== "") parts.push(filter.text);
  return parts.join(" ");
}

function textsOf(field: Field, filter: RequestFilter): string[] {
  switch (field) {
    case "is":
      return flagTexts(filter);
    case "kind":
      return filter.operation === undefined ? [] : [filter.operation];
    case "since":
    case "until":
      return filter[field] === undefined ? [] : [formatTimeOf(filter[field])];
    case "cost":
    case "total":
    case "first":
    case "tokens":
      return rangeTexts(field, filter);
    default: {
      const value = filter[field];
      return value === undefined || value === "" ? [] : [value];
    }
  }
}

function rangeTexts(field: keyof typeof ranges, filter: RequestFilter): string[] {
  const [min, max] = [filter[`${field}Min`], filter[`${field}Max`]];
  const range = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  return min === undefined && max === undefined ? [] : [formatRange(range, ranges[field])];
}

function flagTexts({ errors, stream, pinned }: RequestFilter): string[] {
  return [
    ...(errors === undefined ? [] : [errors ? "error" : "ok"]),
    ...(stream === undefined ? [] : [stream ? "stream" : "whole"]),
    ...(pinned === true ? ["pinned"] : []),
  ];
}

function quoted(value: string): string {
  return /[\s]/.test(value) ? `"${value}"` : value;
}
