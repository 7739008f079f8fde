import { describe, expect, it } from "vitest";
import type { Deployment } from "../../contract/deployment.ts";
import { simpleShuffle } from "./simple-shuffle.ts";

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

/** Shares of 10,000 evenly spread draws. */
function shares(deployments: readonly Deployment[]): number[] {
  const counts = deployments.map(() => 0);
  for (let draw = 0; draw < 10_000; draw++) {
    const picked = simpleShuffle(deployments, () => (draw + 0.5) / 10_000);
    const index = deployments.findIndex(({ id }) => id === picked?.id);
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

  it("finds nothing in an empty group and never falls off the end of a full one", () => {
    expect(simpleShuffle([], () => 0.5)).toBeNull();
    expect(simpleShuffle(group({ weight: 1 }, { weight: 0 }), () => 0.999999999999)?.id).toBe("0");
  });
});
