/** Providers' files, true to their headers, read to the nano; and every wrong file refused at its line. */
import { describe, expect, it } from "vitest";
import anthropicCost from "./__fixtures__/anthropic-cost.csv?raw";
import anthropicUsage from "./__fixtures__/anthropic-usage.csv?raw";
import openaiCosts from "./__fixtures__/openai-costs.csv?raw";
import openaiUsage from "./__fixtures__/openai-usage.csv?raw";
import openrouterGenerations from "./__fixtures__/openrouter-generations.csv?raw";
import { formatOf, guessColumns, type BillColumns } from "./bill-formats.ts";
import { amountIn, dayIn } from "./bill-values.ts";
import { headOf, readBill, type Bill } from "./read-bill.ts";

let pauses = 0;
const pause = (): Promise<void> => {
  pauses++;
  return Promise.resolve();
};

async function read(text: string): Promise<{ format: string | undefined; bill: Bill }> {
  const format = formatOf(headOf(text));
  if (format === null) throw new Error("it is not known by its columns");
  return { format: format.name, bill: await readBill(text, format.columns, pause) };
}

const short = ({ sums }: Bill): unknown[] =>
  sums.map(({ day, model, nanos, requests, promptTokens, completionTokens }) => [
    day,
    model,
    nanos,
    requests,
    promptTokens,
    completionTokens,
  ]);

describe("a provider's file", () => {
  it("of OpenAI's costs is read by line item, days without use passed over, thirty decimals exact", async () => {
    const { format, bill } = await read(openaiCosts);
    expect(format).toBe("openai_costs");
    expect(short(bill)).toEqual([
      ["2026-09-28", "gpt-4o-2024-08-06", 13_835_980n, null, null, null],
      ["2026-09-29", "gpt-4o-mini-2024-07-18", 12_000n, null, null, null],
    ]);
    expect(bill).toMatchObject({ lines: 3, halfNanos: 0n, from: "2026-09-28", to: "2026-09-29" });
  });

  it("of OpenAI's usage has tokens and requests, and no cost is taken for 0", async () => {
    const { format, bill } = await read(openaiUsage);
    expect(format).toBe("openai_usage");
    expect(short(bill)).toEqual([["2026-09-28", "gpt-4o-2024-08-06", null, 4, 4312, 1683]]);
    expect(bill.sums[0]?.unpricedLines).toBe(2);
  });

  it("of Anthropic's cost is read by model, its cents with what rounding may hide", async () => {
    const { format, bill } = await read(anthropicCost);
    expect(format).toBe("anthropic_cost");
    expect(short(bill)).toEqual([
      ["2026-09-28", "Claude Haiku 4.5", 220_000_000n, null, null, null],
      ["2026-09-29", "Claude Opus 5", 1_670_000_000n, null, null, null],
    ]);
    expect(bill.halfNanos).toBe(5_000_000n);
  });

  it("of Anthropic's usage adds up all kinds of input", async () => {
    const { format, bill } = await read(anthropicUsage);
    expect(format).toBe("anthropic_usage");
    expect(short(bill)).toEqual([["2026-09-28", "claude-haiku-4-5-20251001", null, null, 4250, 400]]);
  });

  it("of OpenRouter has a request for each line, by UTC day, a missing cost counted apart", async () => {
    const { format, bill } = await read(openrouterGenerations);
    expect(format).toBe("openrouter_generations");
    expect(short(bill)).toEqual([
      ["2026-09-28", "openai/gpt-oss-120b", 12_300_400n, 2, 10_399, 138],
      ["2026-09-29", "openai/gpt-4.1-2025-04-14", null, 1, 11, 2],
    ]);
  });

  it("of no known kind is read by the columns that are named, and gets a first guess of them", async () => {
    const text = 'Date;Model name;Cost (USD);Calls\n2026/9/28;"Our ""best"" model";$1,234.50;1,000\n';
    const head = headOf(text);
    expect(formatOf(head)).toBeNull();
    const guess = guessColumns(head);
    expect(guess).toEqual({ day: "date", model: "model name", cost: "cost (usd)", requests: "calls" });
    const columns: BillColumns = { day: "date", model: "model name", cost: "Cost (USD)", requests: "calls" };
    expect(short(await readBill(text, columns, pause))).toEqual([
      ["2026-09-28", 'Our "best" model', 1_234_500_000_000n, 1000, null, null],
    ]);
  });

  it("that is wrong is refused at its line, with what stands there", async () => {
    const columns: BillColumns = { day: "day", model: "model", cost: "cost", currency: "cur", requests: "n" };
    const head = "day,model,cost,cur,n\n2026-09-28,m,1,usd,1\n";
    for (const [lines, fault, line, found] of [
      ["2026-02-31,m,1,usd,1", "day", 3, "2026-02-31"],
      ["yesterday,m,1,usd,1", "day", 3, "yesterday"],
      ["2026-09-28,m,1.2.3,usd,1", "amount", 3, "1.2.3"],
      ['2026-09-28,m,"12,34",usd,1', "amount", 3, "12,34"],
      ["2026-09-28,m,1,usd,1.5", "count", 3, "1.5"],
      ["2026-09-28,m,1,eur,1", "currency", 3, "eur"],
      ["2026-09-28,m,1,usd", "cells", 3, "2026-09-28,m,1,usd"],
      ['"2026\n-09-28",m,1,usd,1', "day", 3, "2026\n-09-28"],
      ['\n\n2026-09-28,"m,1,usd,1', "open_quote", 5, ""],
    ] as const)
      await expect(readBill(head + lines, columns, pause), lines).rejects.toMatchObject({ fault, line, found });
    await expect(readBill("day,model\n1,2", columns, pause)).rejects.toMatchObject({
      fault: "column",
      line: 1,
      found: "cost",
    });
    await expect(readBill("day,model,cost,cur,n\n", columns, pause)).rejects.toMatchObject({
      fault: "empty",
      line: null,
    });
    expect(() => headOf("\u{FEFF}\r\n")).toThrow("empty");
  });

  it("of many lines leaves others their turn", async () => {
    pauses = 0;
    const text = `day,cost\n${"2026-09-28,0.000000001\n".repeat(10_000)}`;
    const { sums } = await readBill(text, { day: "day", model: null, cost: "cost" }, pause);
    expect(sums).toMatchObject([{ nanos: 10_000n, lines: 10_000 }]);
    expect(pauses).toBe(2);
  });
});

describe("a cell of a bill", () => {
  it("that is a time is of its UTC day", () => {
    expect(dayIn("2026-09-28T23:30:00-07:00", 1)).toBe("2026-09-29");
    expect(dayIn("2026-09-28 00:30 +0900", 1)).toBe("2026-09-27");
    expect(dayIn("2026-09-28 10:00:00 UTC", 1)).toBe("2026-09-28");
    expect(dayIn("1790553600", 1)).toBe("2026-09-28");
  });

  it("that is an amount is exact, and rounded to the nearest nano where it is finer", () => {
    const nanos = (text: string): bigint | undefined => amountIn(text, 1)?.nanos;
    expect([nanos("0.1"), nanos("-$2"), nanos("$-2"), nanos(".5"), nanos("3.")]).toEqual([
      100_000_000n,
      -2_000_000_000n,
      -2_000_000_000n,
      500_000_000n,
      3_000_000_000n,
    ]);
    expect([nanos("0.0000000004"), nanos("0.0000000005"), nanos("5E-9"), nanos("1.5e3")]).toEqual([
      0n,
      1n,
      5n,
      1_500_000_000_000n,
    ]);
    expect(amountIn(" ", 1)).toBeNull();
    for (const bad of ["-", "$", ".", "1 000", "--1", "1e999", "9".repeat(30)])
      expect(() => amountIn(bad, 7), bad).toThrow("line 7");
  });
});
