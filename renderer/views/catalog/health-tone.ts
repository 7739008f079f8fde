/** The colour of each health, beside its word. */
import type { CatalogRow } from "../../../gateway/contract/model-catalog.ts";
import type { Tone } from "../../ui/badge.tsx";

export const healthTones: Readonly<Record<CatalogRow["health"], Tone>> = {
  healthy: "ok",
  failing: "danger",
  cooling_down: "warn",
  disabled: "neutral",
  idle: "neutral",
};
