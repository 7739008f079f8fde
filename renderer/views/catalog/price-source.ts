/** Who says what something costs, in words; a source that this panel does not know keeps its own name. */
import type { TFunction } from "i18next";
import { priceSources } from "../../../gateway/contract/cost.ts";

const known = [...priceSources, "provider"] as const;

export function priceSourceName(source: string, t: TFunction): string {
  const name = known.find((one) => one === source);
  return name === undefined ? source : t(`catalog.priceSource.${name}`);
}
