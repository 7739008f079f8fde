/**
 * One entry of LiteLLM's price file, compacted to what Portico reads: prices, limits, mode and capabilities.
 *
 * A `tiered_pricing` list becomes `<price>_above_<N>k_tokens` keys, the form every other entry has. Prices are rounded to
 * twelve digits, which takes out what binary floats left in the file and no figure of a provider.
 */
const kept =
  /cost|^max_(input_|output_)?tokens$|^supports_|^(mode|litellm_provider|deprecation_date|off_peak_pricing|output_vector_size|supported_openai_params|search_free_requests)$/;
const digits = 12;

export function compactEntry(entry) {
  const flat = { ...entry, ...tierPrices(entry.tiered_pricing) };
  const pairs = Object.entries(flat).filter(([key, value]) => kept.test(key) && value !== null);
  return Object.fromEntries(pairs.map(([key, value]) => [key, rounded(value)]));
}

function tierPrices(tiers) {
  if (!Array.isArray(tiers)) return {};
  const prices = {};
  for (const { range, ...tier } of tiers) {
    if (range === undefined) continue; // by the number of search results, which no route here has
    const from = range[0];
    for (const [key, value] of Object.entries(tier))
      prices[from === 0 ? key : `${key}_above_${from / 1000}k_tokens`] = value;
  }
  return prices;
}

function rounded(value) {
  if (typeof value === "number") return Number(value.toPrecision(digits));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]));
  return value;
}
