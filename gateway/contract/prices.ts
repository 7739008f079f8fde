/**
 * Which keys of a deployment are prices, so that the file may hold any that LiteLLM knows (tiers, service tiers, units)
 * and none of them is ever sent to a provider.
 */
const priceName = /^[a-z_]*(_cost(_|$)|cost_per_)[A-Za-z0-9_.]*$/;

/** @param key  of litellm_params or model_info, e.g. `cache_read_input_token_cost_above_200k_tokens` */
export function isPriceKey(key: string): boolean {
  return priceName.test(key);
}
