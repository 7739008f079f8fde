/** Keys of `router_settings`: the pick, retries, cooldowns and fallbacks. */
import type { KeyDocs } from "./key-doc.ts";

export const routerDocs: KeyDocs = {
  routing_strategy: {
    en: "How one of a group's healthy deployments is picked.",
    ko: "그룹의 정상 배포 중 하나를 고르는 방법입니다.",
    default: "simple-shuffle",
  },
  routing_strategy_args: {
    en: "Of latency-based routing: `ttl`, `lowest_latency_buffer`, `max_latency_list_size`.",
    ko: "지연 시간 기반 라우팅의 값입니다: `ttl`, `lowest_latency_buffer`, `max_latency_list_size`.",
    default: "{ttl: 3600, lowest_latency_buffer: 0, max_latency_list_size: 10}",
  },
  num_retries: {
    en: "How often a failed call is tried again within its group; goes before the one in `litellm_settings`.",
    ko: "호출이 실패했을 때 같은 그룹에서 다시 시도하는 횟수입니다. `litellm_settings`의 값보다 우선합니다.",
    default: "2",
  },
  timeout: {
    en: "How long a call may take as a whole; goes before `litellm_settings.request_timeout`.",
    ko: "호출 하나가 끝나기까지 기다리는 시간입니다. `litellm_settings.request_timeout`보다 우선합니다.",
    default: "6000",
    unit: "seconds",
  },
  stream_timeout: {
    en: "The same for calls that stream.",
    ko: "스트리밍 호출에 쓰는 제한 시간입니다.",
    default: "timeout",
    unit: "seconds",
  },
  retry_after: {
    en: "The shortest pause before a call is tried again.",
    ko: "다시 시도하기 전에 최소한 기다리는 시간입니다.",
    default: "0",
    unit: "seconds",
  },
  retry_policy: {
    en: "How often a call is tried again by what went wrong, e.g. `RateLimitErrorRetries: 3`.",
    ko: "실패 종류별 재시도 횟수입니다(예: `RateLimitErrorRetries: 3`).",
  },
  model_group_retry_policy: {
    en: "A `retry_policy` for single aliases, by alias.",
    ko: "별칭별로 따로 정하는 `retry_policy`입니다.",
    default: "{}",
  },
  fallbacks: {
    en: "Which groups stand in, in order, when a group's retries are used up: `- alias: [other, another]`.",
    ko: "재시도를 다 써도 실패하면 대신 부를 그룹을 순서대로 적습니다: `- 별칭: [다른 별칭, 또 다른 별칭]`.",
    default: "[]",
  },
  context_window_fallbacks: {
    en: "Which groups stand in when the prompt is too long; once written, only these are tried then.",
    ko: "프롬프트가 너무 길 때 대신 부를 그룹입니다. 적어 두면 이때는 여기 있는 것만 씁니다.",
  },
  content_policy_fallbacks: {
    en: "Which groups stand in when the provider refuses the content; once written, only these are tried then.",
    ko: "제공자가 내용을 이유로 거절할 때 대신 부를 그룹입니다. 적어 두면 이때는 여기 있는 것만 씁니다.",
  },
  default_fallbacks: {
    en: "Which groups stand in for every alias without fallbacks of its own.",
    ko: "따로 정한 폴백이 없는 모든 별칭에 쓰는 폴백입니다.",
  },
  max_fallbacks: {
    en: "How deep fallbacks of fallbacks go.",
    ko: "폴백의 폴백을 몇 단계까지 따라갈지 정합니다.",
    default: "5",
  },
  allowed_fails: {
    en: "How many failures a minute a deployment may have before it rests; without it LiteLLM's rule by failure rates holds.",
    ko: "1분 동안 이 횟수를 넘게 실패하면 배포를 쉬게 합니다. 적지 않으면 실패율에 따른 LiteLLM 규칙을 씁니다.",
  },
  allowed_fails_policy: {
    en: "The same by what went wrong, e.g. `TimeoutErrorAllowedFails: 5`.",
    ko: "실패 종류별로 허용할 횟수입니다(예: `TimeoutErrorAllowedFails: 5`).",
  },
  cooldown_time: {
    en: "How long a deployment stays out of every pick after failures; the last healthy one of a group never rests.",
    ko: "실패한 배포를 고르지 않는 시간입니다. 그룹에 남은 마지막 정상 배포는 쉬지 않습니다.",
    default: "5",
    unit: "seconds",
  },
  disable_cooldowns: {
    en: "Lets no deployment rest.",
    ko: "어떤 배포도 쉬게 하지 않습니다.",
    default: "false",
  },
  enable_pre_call_checks: {
    en: "Passes over deployments whose context window or rate limit the request does not fit.",
    ko: "요청이 컨텍스트 크기나 분당 한도에 맞지 않는 배포를 건너뜁니다.",
    default: "false",
  },
  enable_tag_filtering: {
    en: "Sends requests with tags only to deployments with them.",
    ko: "태그가 있는 요청을 같은 태그의 배포에만 보냅니다.",
    default: "false",
  },
  tag_filtering_match_any: {
    en: "One common tag is enough; `false` asks for every tag of the request.",
    ko: "태그가 하나만 같아도 됩니다. `false`면 요청의 모든 태그가 있어야 합니다.",
    default: "true",
  },
  enable_health_check_routing: {
    en: "Passes over deployments that failed their last health check while others are there.",
    ko: "다른 배포가 있으면 마지막 상태 점검에 실패한 배포를 건너뜁니다.",
    default: "false",
  },
  health_check_staleness_threshold: {
    en: "How old a health check may be to count for routing.",
    ko: "라우팅에 반영할 상태 점검 결과의 유효 시간입니다.",
    default: "600",
    unit: "seconds",
  },
  model_group_alias: {
    en: "Further names of aliases: `new-name: alias`, or `{model: alias, hidden: true}` to keep it out of the list.",
    ko: "별칭의 또 다른 이름입니다: `새-이름: 별칭`. `{model: 별칭, hidden: true}`로 적으면 목록에서 숨깁니다.",
    default: "{}",
  },
  default_litellm_params: {
    en: "Keys of `litellm_params` that every deployment starts from.",
    ko: "모든 배포에 기본으로 적용할 `litellm_params`입니다.",
    default: "{}",
  },
  default_max_parallel_requests: {
    en: "How many calls may run at once for deployments that do not say it.",
    ko: "따로 정하지 않은 배포가 동시에 처리할 호출 수입니다.",
  },
  default_priority: {
    en: "The priority of requests in LiteLLM's queue.",
    ko: "LiteLLM 대기열에서 요청의 우선순위입니다.",
  },
  cache_responses: {
    en: "Whether LiteLLM's router keeps answers.",
    ko: "LiteLLM 라우터가 답을 캐시할지 정합니다.",
    default: "false",
  },
  cache_kwargs: { en: "Options of that cache.", ko: "해당 캐시의 옵션입니다.", default: "{}" },
  caching_groups: { en: "Aliases that share that cache.", ko: "해당 캐시를 함께 쓰는 별칭들입니다." },
  client_ttl: {
    en: "How long LiteLLM keeps a provider's client.",
    ko: "LiteLLM이 제공자 클라이언트를 유지하는 시간입니다.",
    default: "3600",
    unit: "seconds",
  },
  optional_pre_call_checks: {
    en: "Further checks that LiteLLM makes before a call.",
    ko: "LiteLLM이 호출 전에 추가로 하는 검사입니다.",
  },
  provider_budget_config: {
    en: "Budgets by provider, e.g. `openai: {budget_limit: 10, time_period: 1d}`.",
    ko: "제공자별 예산입니다(예: `openai: {budget_limit: 10, time_period: 1d}`).",
  },
  polling_interval: { en: "How often LiteLLM looks at its queue.", ko: "LiteLLM이 대기열을 확인하는 주기입니다." },
  set_verbose: {
    en: "Detailed logging of LiteLLM's router.",
    ko: "LiteLLM 라우터의 자세한 로그입니다.",
    default: "false",
  },
  debug_level: { en: "How detailed that logging is.", ko: "해당 로그를 얼마나 자세히 남길지 정합니다." },
  alerting_config: { en: "Where LiteLLM's router sends alerts.", ko: "LiteLLM 라우터가 알림을 보낼 곳입니다." },
  assistants_config: {
    en: "Where LiteLLM sends calls of the Assistants API.",
    ko: "LiteLLM이 Assistants API 호출을 보내는 곳입니다.",
  },
  search_tools: { en: "Web searches that LiteLLM offers.", ko: "LiteLLM이 제공하는 웹 검색 도구입니다." },
  ignore_invalid_deployments: {
    en: "Whether LiteLLM starts although a deployment is wrong; Portico always does, and says which one it is.",
    ko: "잘못된 배포가 있어도 LiteLLM을 시작할지 정합니다. Portico는 항상 시작하고 어느 배포인지 알려 줍니다.",
  },
  router_general_settings: { en: "Further switches of LiteLLM's router.", ko: "LiteLLM 라우터의 그 밖의 설정입니다." },
  redis_host: { en: "The Redis that several LiteLLMs share.", ko: "여러 LiteLLM이 함께 쓰는 Redis의 호스트입니다." },
  redis_port: { en: "That Redis' port.", ko: "해당 Redis의 포트입니다." },
  redis_password: { en: "That Redis' password.", ko: "해당 Redis의 비밀번호입니다." },
  redis_url: { en: "That Redis' address as a whole.", ko: "해당 Redis의 전체 주소입니다." },
  redis_db: { en: "The number of the database in that Redis.", ko: "해당 Redis의 데이터베이스 번호입니다." },
};
