import { describe, expect, it } from "vitest";
import { z } from "zod";
import { draftReadingSchema } from "../../gateway/contract/config-files.ts";
import { parseAnswer } from "./parse-answer.ts";

const aliases = (count: number): object[] =>
  Array.from({ length: count }, (_one, at) => ({
    alias: `alias-${at}`,
    deployments: [],
    aliasOf: null,
    fallbacks: [],
    contextWindowFallbacks: [],
    contentPolicyFallbacks: [],
    extra: "unknown keys are left out",
  }));
const reading = (count: number): object => ({
  findings: [],
  isRunnable: true,
  aliases: aliases(count),
  defaultFallbacks: [],
  routingStrategy: "simple-shuffle",
});

describe("parsing an answer", () => {
  it("gives what the schema gives, long lists or short ones", async () => {
    for (const count of [0, 3, 400, 401, 1700]) {
      const value = reading(count);
      expect(await parseAnswer(draftReadingSchema, value)).toEqual(draftReadingSchema.safeParse(value));
    }
  });

  it("refuses a long list for one wrong item, and a wrong field beside it", async () => {
    const wrongItem = { ...reading(1700), aliases: [...aliases(1699), { alias: 7 }] };
    expect((await parseAnswer(draftReadingSchema, wrongItem)).success).toBe(false);
    expect((await parseAnswer(draftReadingSchema, { ...reading(1700), isRunnable: "yes" })).success).toBe(false);
  });

  it("takes whatever is no object as the schema does", async () => {
    expect(await parseAnswer(z.number(), 7)).toEqual({ success: true, data: 7 });
    expect((await parseAnswer(draftReadingSchema, null)).success).toBe(false);
  });

  it("lets others in between the pieces", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await parseAnswer(draftReadingSchema, reading(10_000));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });
});
