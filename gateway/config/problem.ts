/** Why one `model_list` entry cannot work, with the key of its `litellm_params` that says so. */
import type { FindingCode } from "../contract/findings.ts";

export interface Problem {
  readonly code: FindingCode;
  /** Key of litellm_params the problem stands at. */
  readonly key: string;
  readonly message: string;
  readonly hint: string;
  readonly suggestion?: string;
}
