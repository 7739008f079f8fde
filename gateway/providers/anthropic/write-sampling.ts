/**
 * Sampling, stop words, the answer's length and the end user.
 *
 * `max_tokens` must be there: the client's, else the model's own maximum. Stop words of white space alone are refused
 * by the API and left out under `drop_params`. An e-mail address or phone number is no user id (the API refuses it).
 *
 * @source LiteLLM 1.103.7 and golden data; https://docs.claude.com/en/api/messages
 */
import { numberOf } from "../../base/json-shape.ts";
import type { Conversation, Sampling } from "../../contract/conversation.ts";
import type { TranslatedInput } from "../provider.ts";
import type { ModelTraits } from "./model-table.ts";

export interface WrittenSampling {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly maxTokens: { readonly value: number; readonly isDefault: boolean };
}

/** Sent on as they are when the deployment's `allowed_openai_params` names them. */
const allowable: Readonly<Record<string, keyof Sampling>> = {
  seed: "seed",
  n: "n",
  frequency_penalty: "frequencyPenalty",
  presence_penalty: "presencePenalty",
  logit_bias: "logitBias",
  logprobs: "logprobs",
  top_logprobs: "topLogprobs",
};
const personal = [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, /^\+?[\d\s()-]{7,}$/];

export function writeSampling(
  input: TranslatedInput,
  { sampling, user, family }: Conversation,
  traits: ModelTraits,
  extra: Readonly<Record<string, unknown>>,
  notes: Set<string>,
): WrittenSampling {
  const asked = sampling.maxTokens ?? numberOf(extra["max_completion_tokens"]);
  const allowed = input.deployment.allowedOpenaiParams.flatMap((name) => {
    const key = Object.hasOwn(allowable, name) ? allowable[name] : undefined;
    return key === undefined || sampling[key] === null ? [] : [[name, sampling[key]] as const];
  });
  const isPersonal = family !== "anthropic" && user !== null && personal.some((pattern) => pattern.test(user));
  if (isPersonal) notes.add("user");
  return {
    fields: {
      ...(sampling.temperature === null ? {} : { temperature: sampling.temperature }),
      ...(sampling.topP === null ? {} : { top_p: sampling.topP }),
      ...(sampling.topK === null ? {} : { top_k: sampling.topK }),
      ...stopFields(sampling.stop, input.dropParams, notes),
      ...(user === null || isPersonal ? {} : { metadata: { user_id: user } }),
      ...Object.fromEntries(allowed),
    },
    maxTokens: { value: asked ?? traits.maxOutput, isDefault: asked === null },
  };
}

function stopFields(
  stop: readonly string[] | null,
  dropParams: boolean,
  notes: Set<string>,
): Readonly<Record<string, unknown>> {
  if (stop === null) return {};
  const kept = dropParams ? stop.filter((text) => text.trim() !== "") : stop;
  if (kept.length < stop.length) notes.add("stop");
  return kept.length === 0 ? {} : { stop_sequences: kept };
}
