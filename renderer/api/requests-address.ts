/** The address of the Requests view with its filter set: what a figure of use is made of. */
import { defaultStringifySearch } from "@tanstack/react-router";
import { otherNames, type UsageScope } from "../../gateway/contract/usage-figures.ts";

export interface RequestsOf {
  /** Epoch milliseconds: from, and up to but without. */
  readonly since: number;
  readonly until: number;
  readonly by?: UsageScope;
  /** A name as the report gives it; "" = those without one. */
  readonly id?: string;
  readonly provider?: string;
  readonly errors?: boolean;
}

/** What the log calls the master key. */
const masterKeyName = "master key";

/** @returns null when the log cannot be asked for these: it has no filter for "without" */
export function requestsAddress({ since, until, by, id, provider, errors }: RequestsOf): string | null {
  const named = by === undefined || id === undefined ? {} : filterOf(by, id, provider ?? "");
  if (named === null) return null;
  return `#/requests${defaultStringifySearch({ ...named, since, until, ...(errors === true ? { errors } : {}) })}`;
}

function filterOf(by: UsageScope, id: string, provider: string): Record<string, string> | null {
  if (id === otherNames) return null;
  if (id === "") return by === "key" ? { key: masterKeyName } : null;
  if (by === "model") return { model: id, provider };
  return { [by]: id };
}
