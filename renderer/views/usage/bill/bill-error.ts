/** Why a provider's file cannot be read: which rule, at which line, and the text that broke it. */
export const billFaults = [
  "empty",
  "too_large",
  "open_quote",
  "stray_quote",
  "after_quote",
  "cells",
  "day",
  "amount",
  "count",
  "currency",
  "column",
  "too_long",
] as const;
export type BillFault = (typeof billFaults)[number];

const shownCharacters = 60;

export class BillError extends Error {
  readonly fault: BillFault;
  /** 1-based; null = of the whole file. */
  readonly line: number | null;
  /** What stands there. */
  readonly found: string;

  constructor(fault: BillFault, line: number | null, found = "") {
    super(`${fault} at ${line === null ? "the file" : `line ${line}`}: ${found}`);
    this.name = "BillError";
    this.fault = fault;
    this.line = line;
    this.found = found.slice(0, shownCharacters);
  }
}
