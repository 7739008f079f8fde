/** A deployment as labels: LiteLLM's four, from what the file says of it. */
import type { Deployment } from "../contract/deployment.ts";
import { otherName } from "./bounded-names.ts";
import type { Labels } from "./exposition.ts";

export const placeLabels = ["litellm_model_name", "model_id", "api_base", "api_provider"] as const;

export function placeLabelsOf({ id, litellmModel, provider, apiBase, mockResponse }: Deployment): Labels {
  return {
    litellm_model_name: litellmModel,
    model_id: id,
    api_base: mockResponse === null ? shownBase(apiBase) : "", // a built-in answer comes from nowhere
    api_provider: provider,
  };
}

export const nowhere: Labels = { litellm_model_name: "", model_id: "", api_base: "", api_provider: "" };

/** Of one that the running file has no more. */
export function goneLabels(provider: string): Labels {
  return { litellm_model_name: otherName, model_id: otherName, api_base: "", api_provider: provider };
}

/** An address as people may see it: without user, password and query. */
function shownBase(apiBase: string): string {
  const url = URL.parse(apiBase);
  return url === null ? "" : `${url.origin}${url.pathname}`.replace(/\/$/, "");
}
