import { describe, expect, it } from "vitest";
import type { Deployment } from "../../contract/deployment.ts";
import { Loads } from "../deployment-load.ts";
import { simpleShuffle } from "./simple-shuffle.ts";
import type { StrategyInput } from "./strategy.ts";

interface Weights {
  weight?: number;
  rpm?: number;
  tpm?: number;
}

function group(...entries: Weights[]): Deployment[] {
  // The draw reads these four fields only.
  return entries.map(
    (entry, index) => ({ id: String(index), weight: null, rpm: null, tpm: null, ...entry }) as unknown as Deployment,
  );
}

function draw(deployments: readonly Deployment[], random: () => number): string {
  const loads = new Loads({ wallMs: () => 0, monotonicMs: () => 0 });
  // The draw by weight looks at no setting.
  const settings = {} as StrategyInput["settings"];
  return simpleShuffle({ deployments, random, loads, settings, isStream: false, priceOf: () => null }).picked.id;
}

/** Shares of 10,000 evenly spread draws. */
function shares(deployments: readonly Deployment[]): number[] {
  const counts = deployments.map(() => 0);
  for (let step = 0; step < 10_000; step++) {
    const picked = draw(deployments, () => (step + 0.5) / 10_000);
    const index = deployments.findIndex(({ id }) => id === picked);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count) => count / 10_000);
}

describe("simpleShuffle", () => {
  it.each([
    ["weight 3:1", group({ weight: 3 }, { weight: 1 }), [0.75, 0.25]],
    ["rpm when no weight is set", group({ rpm: 10 }, { rpm: 30 }), [0.25, 0.75]],
    ["tpm when nothing else is set", group({ tpm: 1 }, { tpm: 1 }), [0.5, 0.5]],
    ["weight before rpm, and nothing for who has none", group({ rpm: 100 }, { weight: 1 }), [0, 1]],
    ["an even share when all weights are zero", group({ weight: 0 }, { weight: 0 }), [0.5, 0.5]],
    ["an even share without any field", group({}, {}, {}, {}), [0.25, 0.25, 0.25, 0.25]],
  ])("draws by %s", (_name, deployments, expected) => {
    expect(shares(deployments)).toEqual(expected.map((share) => expect.closeTo(share, 3)));
  });

  it("never falls off the end, and never picks who weighs nothing", () => {
    expect(draw(group({ weight: 1 }, { weight: 0 }), () => 0.999999999999)).toBe("0");
  });
});
