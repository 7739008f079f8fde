/** Keys of `litellm_params` that shape the call: its default parameters, headers, and what is left out or let through. */
import type { KeyDoc, KeyDocs } from "./key-doc.ts";

/** A parameter of the call itself, which a request may overrule. */
function parameter(what: string, korean: string): KeyDoc {
  return {
    en: `${what}; a request's own value goes first.`,
    ko: `${korean} 요청에 값이 있으면 요청의 값을 씁니다.`,
  };
}

export const callDocs: KeyDocs = {
  temperature: parameter("How freely the next token is chosen", "다음 토큰을 얼마나 자유롭게 고를지 정합니다."),
  max_tokens: parameter("How many tokens may be generated", "생성할 수 있는 최대 토큰 수입니다."),
  max_completion_tokens: parameter(
    "How many tokens may be generated, reasoning included",
    "추론까지 포함해 생성할 수 있는 최대 토큰 수입니다.",
  ),
  top_p: parameter("Chooses among the likeliest tokens up to this probability", "이 확률까지의 토큰 중에서 고릅니다."),
  top_k: parameter("Chooses among this many of the likeliest tokens", "확률이 높은 순서로 이 개수 안에서 고릅니다."),
  min_p: parameter(
    "Leaves out tokens less likely than this share of the likeliest one",
    "가장 유력한 토큰에 비해 확률이 이 비율보다 낮은 토큰을 뺍니다.",
  ),
  n: parameter("How many answers are generated", "생성할 답의 개수입니다."),
  stop: parameter("Texts that end the answer", "나오면 답을 끝내는 글자열입니다."),
  seed: parameter("The seed of the choice of tokens", "토큰을 고를 때 쓰는 시드입니다."),
  presence_penalty: parameter("Makes tokens that stood before less likely", "이미 나온 토큰의 확률을 낮춥니다."),
  frequency_penalty: parameter(
    "Makes tokens less likely the more often they stood before",
    "자주 나온 토큰일수록 확률을 낮춥니다.",
  ),
  logit_bias: parameter("Makes single tokens more or less likely", "특정 토큰의 확률을 높이거나 낮춥니다."),
  response_format: parameter("The form of the answer, such as JSON", "답의 형식입니다(예: JSON)."),
  reasoning_effort: parameter("How much the model reasons before it answers", "답하기 전에 얼마나 추론할지 정합니다."),
  thinking: parameter(
    "Anthropic's form of the same, with a budget of tokens",
    "추론량을 토큰 예산으로 정하는 Anthropic 방식입니다.",
  ),
  num_ctx: parameter("How large a context Ollama makes room for", "Ollama가 잡아 둘 컨텍스트 크기입니다."),
  keep_alive: parameter("How long Ollama keeps the model loaded", "Ollama가 모델을 메모리에 두는 시간입니다."),
  user: parameter("The end user's name for the provider", "제공자에게 알릴 최종 사용자 이름입니다."),
  parallel_tool_calls: parameter(
    "Whether several tools may be called at once",
    "여러 도구를 한 번에 호출해도 되는지 정합니다.",
  ),
  service_tier: parameter("The tier of service that the provider bills", "제공자가 과금하는 서비스 등급입니다."),
  verbosity: parameter("How wordy the answer is", "답을 얼마나 길게 쓸지 정합니다."),
  dimensions: parameter("How many numbers an embedding has", "임베딩의 차원 수입니다."),
  extra_headers: {
    en: "Headers that are added to every call.",
    ko: "모든 호출에 더할 헤더입니다.",
  },
  extra_body: {
    en: "Fields that are added to the body of every call.",
    ko: "모든 호출의 본문에 더할 필드입니다.",
  },
  drop_params: {
    en: "Leaves out parameters that the provider does not know, instead of refusing the request.",
    ko: "제공자가 모르는 매개변수가 있으면 요청을 거절하지 않고 그 매개변수를 뺍니다.",
    default: "litellm_settings.drop_params",
  },
  additional_drop_params: {
    en: "Parameters that are always left out.",
    ko: "항상 뺄 매개변수입니다.",
    default: "[]",
  },
  allowed_openai_params: {
    en: "Parameters that are sent although the provider is not known to take them.",
    ko: "제공자가 받는지 알 수 없어도 그대로 보낼 매개변수입니다.",
    default: "[]",
  },
  merge_reasoning_content_in_choices: {
    en: "Puts the reasoning into the answer's text, between `<think>` and `</think>`, for clients that show nothing else.",
    ko: "추론을 따로 보여 주지 못하는 클라이언트를 위해 `<think>`와 `</think>`로 감싸 답에 넣습니다.",
    default: "false",
  },
  stream: {
    en: "Whether LiteLLM streams the calls; a request says so itself.",
    ko: "LiteLLM의 스트리밍 여부입니다. 요청이 직접 정합니다.",
  },
  metadata: { en: "Metadata that LiteLLM adds to its logs.", ko: "LiteLLM이 로그에 더하는 메타데이터입니다." },
  model_info: {
    en: "LiteLLM's facts about the model; they stand beside `litellm_params`, not in it.",
    ko: "모델에 대한 LiteLLM의 정보입니다. `litellm_params` 안이 아니라 옆에 적습니다.",
  },
  litellm_trace_id: { en: "The id that LiteLLM files the calls under.", ko: "LiteLLM이 호출을 묶는 추적 id입니다." },
  vector_store_id: { en: "The vector store that LiteLLM searches.", ko: "LiteLLM이 검색할 벡터 저장소입니다." },
  cache_control_injection_points: {
    en: "Where LiteLLM marks the prompt for the provider's cache.",
    ko: "LiteLLM이 프롬프트에서 제공자 캐시 지점을 표시할 곳입니다.",
  },
};
