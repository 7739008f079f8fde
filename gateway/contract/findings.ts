/**
 * What the one config validator can say, for the gateway, `portico check`, and the editor.
 *
 * A finding is a place in a file, the words of what is wrong, and the words of how to mend it.
 */
import { z } from "zod";

export const findingCodes = [
  "syntax", // not YAML, or YAML outside the bounds (size, depth, aliases, forbidden keys)
  "duplicate_key", // a key written twice in one map; the last one wins
  "wrong_type",
  "missing_key",
  "unknown_key", // kept and flagged; `suggestion` says what was probably meant
  "misplaced_key", // known, but in another section
  "unsupported_key", // LiteLLM's, kept, not honoured here (yet)
  "unset_variable", // os.environ/NAME with NAME unset
  "unexpanded_variable", // ${NAME} is never expanded
  "unknown_provider",
  "unsupported_provider", // LiteLLM's, no adapter here (yet)
  "missing_api_base",
  "missing_api_key",
  "bad_url",
  "bad_credentials", // a cloud's credentials that cannot be read, or are of no known kind
  "duplicate_deployment", // the same alias, provider, model, base and key twice
  "shadowed_alias", // a name that can never be reached
  "fallback_unknown_alias",
  "fallback_cycle",
  "master_key_missing", // no master_key: loopback only
  "master_key_unset", // os.environ/X with X unset: refuses to start
  "master_key_weak",
  "empty_model_list",
  "include_failed",
  "python_callback", // module.object cannot run here
  "env_file_syntax", // a line of a .env that sets nothing
  "literal_secret", // a provider key written into the file
  "unknown_mask", // of a draft: a mask that stands for no secret that is known; it cannot be saved
] as const;

export const findingSchema = z.object({
  code: z.enum(findingCodes),
  severity: z.enum(["error", "warning", "info"]),
  /** File as the user named it; the main file unless an include or a .env is meant. */
  file: z.string(),
  /** 1-based. */
  line: z.number().int().min(1),
  column: z.number().int().min(1),
  endLine: z.number().int().min(1),
  endColumn: z.number().int().min(1),
  /** Dotted path of the key, e.g. `model_list[2].litellm_params.api_key`; empty for the whole file. */
  path: z.string(),
  message: z.string(),
  hint: z.string(),
  /** The key or word that was probably meant. */
  suggestion: z.string().optional(),
  /** Aliases that do not work because of this. */
  aliases: z.array(z.string()).optional(),
});

export type FindingCode = (typeof findingCodes)[number];
export type Finding = z.infer<typeof findingSchema>;
