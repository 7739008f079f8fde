/** A path in the file as findings and people write it: `model_list[2].litellm_params.rpm`. */
import type { ConfigPath } from "../../../../../gateway/contract/config-edit.ts";

export function pathText(path: ConfigPath): string {
  return path
    .map((key, at) => {
      if (typeof key === "number") return `[${key}]`;
      return at === 0 ? key : `.${key}`;
    })
    .join("");
}
