/** Charges and requests without one, of all the kinds that the ledger's sums have to tell apart. */
import fc from "fast-check";
import type { Charge, Uncharged } from "../../contract/ledger.ts";

const dayMs = 86_400_000;
const someOf = (...names: string[]): fc.Arbitrary<string | null> => fc.constantFrom(null, ...names);
const startedAt = fc.integer({ min: 0, max: 4 * dayMs }).map((ms) => Date.UTC(2026, 10, 24, 12) + ms);
const tags = fc.uniqueArray(fc.constantFrom("x", "y", "z,1"), { maxLength: 3 });
const places = {
  startedAt,
  alias: fc.constantFrom("demo", "other", "이름", "a'b"),
  client: someOf("curl/8", "OpenAI/Python 1.2"),
  tags,
  provider: someOf("openai", "groq"),
  deploymentId: someOf("d1", "d2"),
  upstreamModel: someOf("m", "n"),
};

export const randomCharge: fc.Arbitrary<Charge> = fc.record({
  ...places,
  // Of few ids some come twice: the second one is no other request.
  id: fc.nat(120).map((id) => `r${id}`),
  operation: fc.constantFrom("chat", "embedding"),
  token: someOf("1".repeat(64), "2".repeat(64)),
  userId: someOf("ann"),
  teamId: someOf("red", "blue"),
  endUser: fc.constant(null),
  endedAt: fc.constant(1),
  promptTokens: fc.option(fc.nat(5000)),
  completionTokens: fc.option(fc.nat(5000)),
  cachedTokens: fc.option(fc.nat(50)),
  nanos: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n })),
  isEstimate: fc.boolean(),
  state: fc.constantFrom("ok", "partial", "interrupted", "client_abort"),
});

export const randomUncharged: fc.Arbitrary<Uncharged> = fc
  .record({ ...places, alias: someOf("demo"), keyDigest: someOf("1".repeat(12)), isAbort: fc.boolean() })
  .chain((use) => fc.boolean().map((failed) => ({ ...use, isError: failed || use.isAbort })));
