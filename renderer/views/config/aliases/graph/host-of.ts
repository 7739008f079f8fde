/** Where a deployment runs: the host of its base URL, or the text itself when it is no address. */
import type { DraftDeployment } from "../../../../../gateway/contract/config-files.ts";

export function hostOf(apiBase: string): string {
  return URL.canParse(apiBase) ? new URL(apiBase).host : apiBase;
}

/** `openrouter · openrouter.ai`; a built-in answer runs nowhere. */
export function placeWords({ provider, apiBase }: Pick<DraftDeployment, "provider" | "apiBase">): string {
  return apiBase === "" ? provider : `${provider} · ${hostOf(apiBase)}`;
}
