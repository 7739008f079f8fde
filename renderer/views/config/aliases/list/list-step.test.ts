import { describe, expect, it } from "vitest";
import { listStep, treeStep } from "./list-step.ts";

describe("walking a list", () => {
  it("stops at both ends", () => {
    expect(listStep("ArrowUp", 0, 5, 3)).toBe(0);
    expect(listStep("PageDown", 3, 5, 3)).toBe(4);
    expect(listStep("End", 0, 5, 3)).toBe(4);
    expect(listStep("x", 0, 5, 3)).toBeNull();
  });

  it("of a tree opens, goes in, closes and goes up", () => {
    const rows = [
      { level: 1, isOpen: true },
      { level: 2, isOpen: null },
      { level: 2, isOpen: null },
      { level: 1, isOpen: false },
    ] as const;
    expect(treeStep("ArrowRight", rows, 0, 3)).toBe(1);
    expect(treeStep("ArrowRight", rows, 3, 3)).toBe("toggle");
    expect(treeStep("ArrowLeft", rows, 2, 3)).toBe(0);
    expect(treeStep("ArrowLeft", rows, 0, 3)).toBe("toggle");
    expect(treeStep("ArrowLeft", rows, 3, 3)).toBe(3);
    expect(treeStep("ArrowDown", rows, 2, 3)).toBe(3);
  });
});
