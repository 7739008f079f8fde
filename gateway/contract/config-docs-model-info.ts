/** Keys of `model_info` beside the prices. */
import type { KeyDoc, KeyDocs } from "./key-doc.ts";

function ability(what: string, korean: string): KeyDoc {
  return {
    en: `Says whether the model ${what}, over what the price map says.`,
    ko: `모델이 ${korean} 알려 줍니다. 가격표의 값보다 우선합니다.`,
  };
}

export const modelInfoDocs: KeyDocs = {
  id: {
    en: "The deployment's id: in the log, in `x-litellm-model-id`, and callable as a model name.",
    ko: "배포의 id입니다. 로그와 `x-litellm-model-id` 헤더에 나오고, 모델 이름처럼 부를 수도 있습니다.",
  },
  mode: {
    en: "What kind of model it is, for health checks and the operations it is offered for.",
    ko: "모델의 종류입니다. 상태 점검 방법과 쓸 수 있는 작업이 이에 따라 정해집니다.",
    default: "chat",
  },
  health_check_model: {
    en: "Which model a health check calls, for entries whose name holds `*`.",
    ko: "이름에 `*`가 있는 항목의 상태를 점검할 때 부를 모델입니다.",
  },
  health_check_timeout: {
    en: "How long a health check of this deployment may take.",
    ko: "이 배포의 상태 점검을 기다리는 시간입니다.",
    default: "60",
    unit: "seconds",
  },
  health_check_voice: {
    en: "The voice that a health check of a speech model asks for.",
    ko: "음성 합성 모델의 상태를 점검할 때 쓸 목소리입니다.",
    default: "alloy",
  },
  health_check_max_tokens: {
    en: "How many tokens a health check may generate.",
    ko: "상태 점검에서 생성할 수 있는 토큰 수입니다.",
    default: "5",
    unit: "tokens",
  },
  max_tokens: {
    en: "How many tokens the model can generate, where `max_output_tokens` is not written.",
    ko: "모델이 생성할 수 있는 최대 토큰 수입니다. `max_output_tokens`가 없을 때 씁니다.",
    unit: "tokens",
  },
  max_input_tokens: {
    en: "How many tokens fit into a prompt; pre-call checks pass over deployments that are too small.",
    ko: "프롬프트에 들어가는 최대 토큰 수입니다. 호출 전 검사에서 너무 작은 배포를 건너뜁니다.",
    unit: "tokens",
  },
  max_output_tokens: {
    en: "How many tokens the model can generate.",
    ko: "모델이 생성할 수 있는 최대 토큰 수입니다.",
    unit: "tokens",
  },
  base_model: {
    en: "The name under which price and limits are looked up, for deployments with names of their own.",
    ko: "배포 이름이 모델 이름과 다를 때 가격과 한도를 찾을 모델 이름입니다.",
  },
  supports_vision: ability("takes images", "이미지를 받는지"),
  supports_function_calling: ability("calls tools", "도구를 호출하는지"),
  supports_reasoning: ability("reasons before it answers", "답하기 전에 추론하는지"),
  supports_tool_choice: ability("can be told which tool to call", "호출할 도구를 지정할 수 있는지"),
  supports_parallel_function_calling: ability("calls several tools at once", "여러 도구를 한 번에 호출하는지"),
  supports_response_schema: ability("answers in a JSON schema", "JSON 스키마에 맞춰 답하는지"),
  supports_web_search: ability("searches the web", "웹을 검색하는지"),
  team_id: { en: "The team that LiteLLM keeps this model for.", ko: "LiteLLM에서 이 모델을 쓰는 팀입니다." },
  team_public_model_name: {
    en: "The name under which that team sees the model in LiteLLM.",
    ko: "LiteLLM에서 해당 팀에 보이는 모델 이름입니다.",
  },
  access_groups: {
    en: "Names under which a virtual key may be allowed this model together with others.",
    ko: "가상 키에 다른 모델과 함께 한꺼번에 허용할 때 쓰는 그룹 이름입니다.",
  },
};
