/** Why one `model_list` entry cannot work, at the key that says so. */
import type { FindingCode } from "../contract/findings.ts";

export interface Problem {
  readonly code: FindingCode;
  /** Key of litellm_params the problem stands at. */
  readonly key: string;
  readonly message: string;
  readonly hint: string;
  readonly suggestion?: string;
}
