import { expect, it } from "vitest";
import { fileName, formatPrice, formatShare, formatSpeed, formatTokens, formatUse } from "./catalog-format.ts";

it("writes tokens short, and what is not known as a dash", () => {
  expect([null, 512, 4096, 131_072, 1_000_000, 1_048_576].map(formatTokens)).toEqual([
    "–",
    "512",
    "4,096",
    "131K",
    "1M",
    "1.05M",
  ]);
});

it("writes prices exactly, with two digits at least", () => {
  expect(["0", "3", "0.5", "0.078", "1234.5", null].map(formatPrice)).toEqual([
    "0.00",
    "3.00",
    "0.50",
    "0.078",
    "1,234.50",
    "–",
  ]);
});

it("writes a share of no calls as a dash, and a small one not as zero", () => {
  expect([formatShare(0, 0), formatShare(0, 9), formatShare(1, 300), formatShare(1, 3)]).toEqual([
    "–",
    "0%",
    "0.3%",
    "33%",
  ]);
});

it("writes speeds, uses and places", () => {
  expect([formatSpeed(null), formatSpeed(4.26), formatSpeed(67.9)]).toEqual(["–", "4.3", "68"]);
  expect([formatUse(3, null), formatUse(3, 100)]).toEqual(["3", "3 / 100"]);
  expect([fileName("/etc/portico/config.yaml"), fileName("C:\\a\\b.yaml")]).toEqual(["config.yaml", "b.yaml"]);
});
