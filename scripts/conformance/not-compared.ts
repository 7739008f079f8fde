/** What is left out of the comparison, and why: the document prints this list. */
import { absent, type Difference } from "./compare.ts";

export interface Omission {
  readonly what: string;
  readonly why: string;
  readonly fits: (difference: Difference) => boolean;
}

const only = (side: "litellm" | "portico", pattern: RegExp) => (difference: Difference) =>
  pattern.test(difference.field) && difference[side === "litellm" ? "portico" : "litellm"] === absent;

export const omissions: readonly Omission[] = [
  {
    what: "`provider_specific_fields`, `vertex_ai_*`, `citations`, `annotations: []` and `logprobs: []` that only LiteLLM adds",
    why: "its own bookkeeping beside the dialect's members; no OpenAI or Anthropic client reads them",
    fits: only("litellm", /\.(provider_specific_fields|vertex_ai_\w+|annotations|logprobs)(\.|\[|$)/),
  },
  {
    what: "`error.hint`, `error.portico_code`, `request_id` and other members of an error that only Portico adds",
    why: "a client that knows OpenAI's or Anthropic's envelope passes over them",
    fits: only(
      "portico",
      /^((body\.|stream\.)?error\.(hint|portico_code|attempts|provider|request_id)|body\.request_id$)/,
    ),
  },
  {
    what: "`stream: false`, `options: {}` and `images: []` that only LiteLLM sends upstream",
    why: "they say what is the case without them",
    fits: ({ field, litellm, portico }) =>
      portico === absent &&
      ((field.endsWith(".stream") && litellm === "false") ||
        (/\.(options|images)$/.test(field) && /^(\{\}|\[\])$/.test(litellm))),
  },
];

export function isCompared(difference: Difference): boolean {
  return !omissions.some(({ fits }) => fits(difference));
}
