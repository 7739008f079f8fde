/** A provider's file in this window: its text, what it is read by, and what came of reading it. */
import { useState } from "react";
import { BillError } from "./bill-error.ts";
import { formatOf, type BillColumns, type BillFormat } from "./bill-formats.ts";
import { headOf, maxBillBytes, readBill, type Bill } from "./read-bill.ts";

export interface ReadFile {
  readonly name: string;
  readonly text: string;
  readonly head: readonly string[];
  /** null = the user names the columns. */
  readonly format: BillFormat | null;
}

export type BillState =
  | { readonly step: "none" }
  | { readonly step: "reading" }
  | { readonly step: "failed"; readonly fault: BillError; readonly file: ReadFile | null }
  /** Of no known kind: which column is what? */
  | { readonly step: "columns"; readonly file: ReadFile }
  | { readonly step: "read"; readonly file: ReadFile; readonly bill: Bill };

export interface BillDesk {
  readonly state: BillState;
  readonly open: (file: File) => void;
  readonly paste: (text: string, name: string) => void;
  /** Reads the open file by these columns. */
  readonly readBy: (file: ReadFile, columns: BillColumns) => void;
  readonly clear: () => void;
}

const longestDays = 400;
const dayMs = 86_400_000;

export function useBill(): BillDesk {
  const [state, setState] = useState<BillState>({ step: "none" });
  const readBy = (file: ReadFile, columns: BillColumns): void => {
    setState({ step: "reading" });
    void readWhole(file, columns).then(setState);
  };
  const paste = (text: string, name: string): void => {
    try {
      if (text.length > maxBillBytes) throw new BillError("too_large", null);
      const head = headOf(text);
      const file: ReadFile = { name, text, head, format: formatOf(head) };
      if (file.format === null) setState({ step: "columns", file });
      else readBy(file, file.format.columns);
    } catch (failure) {
      setState(failed(failure, null));
    }
  };
  const open = (file: File): void => {
    if (file.size > maxBillBytes) return setState(failed(new BillError("too_large", null), null));
    setState({ step: "reading" });
    void file.text().then((text) => paste(text, file.name));
  };
  return { state, open, paste, readBy, clear: () => setState({ step: "none" }) };
}

async function readWhole(file: ReadFile, columns: BillColumns): Promise<BillState> {
  try {
    const bill = await readBill(file.text, columns, nextTurn);
    if (Date.parse(bill.to) - Date.parse(bill.from) >= longestDays * dayMs) throw new BillError("too_long", null);
    return { step: "read", file, bill };
  } catch (failure) {
    return failed(failure, file);
  }
}

/** What is no fault of the file is ours, and is not hidden. */
function failed(failure: unknown, file: ReadFile | null): BillState {
  if (!(failure instanceof BillError)) throw failure;
  return { step: "failed", fault: failure, file };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
