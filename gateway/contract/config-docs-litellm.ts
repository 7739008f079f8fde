/** Keys of `litellm_settings`: calls, callbacks and logging. */
import type { KeyDocs } from "./key-doc.ts";

export const litellmDocs: KeyDocs = {
  num_retries: {
    en: "How often a failed call is tried again, where `router_settings` does not say it.",
    ko: "호출이 실패했을 때 다시 시도하는 횟수입니다. `router_settings`에 없을 때 씁니다.",
    default: "2",
  },
  request_timeout: {
    en: "How long a call may take as a whole, where `router_settings.timeout` does not say it.",
    ko: "호출 하나가 끝나기까지 기다리는 시간입니다. `router_settings.timeout`이 없을 때 씁니다.",
    default: "6000",
    unit: "seconds",
  },
  drop_params: {
    en: "Leaves out parameters that a provider does not know, instead of refusing the request; for every deployment that does not say it.",
    ko: "제공자가 모르는 매개변수를 빼고 보냅니다. 따로 정하지 않은 모든 배포에 적용합니다.",
    default: "false",
  },
  fallbacks: {
    en: "Which groups stand in when a group fails, where `router_settings` does not say it.",
    ko: "그룹이 실패하면 대신 부를 그룹입니다. `router_settings`에 없을 때 씁니다.",
    default: "[]",
  },
  context_window_fallbacks: {
    en: "Which groups stand in when the prompt is too long, where `router_settings` does not say it.",
    ko: "프롬프트가 너무 길 때 대신 부를 그룹입니다. `router_settings`에 없을 때 씁니다.",
  },
  content_policy_fallbacks: {
    en: "Which groups stand in when the provider refuses the content, where `router_settings` does not say it.",
    ko: "제공자가 내용을 이유로 거절할 때 대신 부를 그룹입니다. `router_settings`에 없을 때 씁니다.",
  },
  default_fallbacks: {
    en: "Which groups stand in for every alias without fallbacks of its own.",
    ko: "따로 정한 폴백이 없는 모든 별칭에 쓰는 폴백입니다.",
  },
  allowed_fails: {
    en: "How many failures a minute a deployment may have before it rests, where `router_settings` does not say it.",
    ko: "1분 동안 이 횟수를 넘게 실패하면 배포를 쉬게 합니다. `router_settings`에 없을 때 씁니다.",
  },
  cooldown_time: {
    en: "How long a deployment rests after failures, where `router_settings` does not say it.",
    ko: "실패한 배포를 고르지 않는 시간입니다. `router_settings`에 없을 때 씁니다.",
    default: "5",
    unit: "seconds",
  },
  callbacks: {
    en: "Where calls are reported: `otel` sends to OpenTelemetry, `prometheus` counts at `/metrics`; others have no effect.",
    ko: "호출을 보고할 곳입니다. `otel`은 OpenTelemetry로 보내고, `prometheus`는 `/metrics`에 집계합니다. 나머지는 효과가 없습니다.",
    default: "[]",
  },
  success_callback: { en: "The same for calls that succeeded.", ko: "성공한 호출을 보고하는 곳입니다.", default: "[]" },
  failure_callback: { en: "The same for calls that failed.", ko: "실패한 호출을 보고하는 곳입니다.", default: "[]" },
  set_verbose: {
    en: "Logs more on the console.",
    ko: "콘솔에 로그를 더 자세히 남깁니다.",
    default: "false",
  },
  require_auth_for_metrics_endpoint: {
    en: "Whether `/metrics` needs a key; `false` opens it only while the gateway listens on this machine alone.",
    ko: "`/metrics`에 키가 필요한지 정합니다. `false`는 게이트웨이가 이 컴퓨터에서만 접속을 받을 때만 통합니다.",
    default: "true",
  },
  prometheus_metrics_config: {
    en: "Which of its metrics and labels LiteLLM shows; Portico shows all of its own.",
    ko: "LiteLLM이 보여 줄 지표와 레이블을 고릅니다. Portico는 자기 지표를 모두 보여 줍니다.",
  },
  custom_prometheus_metadata_labels: {
    en: "Request metadata that LiteLLM adds as labels; Portico takes no label from a client.",
    ko: "LiteLLM이 레이블로 더하는 요청 메타데이터입니다. Portico는 클라이언트가 준 값을 레이블로 쓰지 않습니다.",
  },
  custom_prometheus_tags: {
    en: "Request tags that LiteLLM adds as labels; Portico takes no label from a client.",
    ko: "LiteLLM이 레이블로 더하는 요청 태그입니다. Portico는 클라이언트가 준 값을 레이블로 쓰지 않습니다.",
  },
  prometheus_exclude_metrics: {
    en: "Metrics that LiteLLM leaves out; Portico shows all of its own, and Prometheus can drop them as it scrapes.",
    ko: "LiteLLM이 내보내지 않을 지표입니다. Portico는 모두 내보내며, 수집할 때 Prometheus에서 뺄 수 있습니다.",
  },
  prometheus_exclude_labels: {
    en: "Labels that LiteLLM leaves out; Portico's are bounded, and Prometheus can drop them as it scrapes.",
    ko: "LiteLLM이 붙이지 않을 레이블입니다. Portico의 레이블은 수가 제한되어 있고, 수집할 때 Prometheus에서 뺄 수 있습니다.",
  },
  prometheus_initialize_budget_metrics: {
    en: "Whether LiteLLM shows budgets of keys that are not used; Portico always does.",
    ko: "쓰이지 않은 키의 예산 지표도 LiteLLM이 보여 줄지 정합니다. Portico는 항상 보여 줍니다.",
  },
  enable_end_user_cost_tracking_prometheus_only: {
    en: "Whether LiteLLM labels metrics by end user; Portico takes no label from a client.",
    ko: "LiteLLM이 지표를 최종 사용자별로 나눌지 정합니다. Portico는 클라이언트가 준 값을 레이블로 쓰지 않습니다.",
  },
  json_logs: {
    en: "Logs a line for each request that ends, as JSON like the whole console log.",
    ko: "요청이 끝날 때마다 콘솔 로그에 한 줄을 남깁니다. 콘솔 로그는 항상 JSON입니다.",
    default: "false",
  },
  turn_off_message_logging: {
    en: "Keeps messages out of the log; figures stay.",
    ko: "로그에 메시지 내용을 남기지 않습니다. 수치는 그대로 남습니다.",
    default: "false",
  },
  store_audit_logs: {
    en: "Keeps a log of administrative acts. Portico always does; see `portico audit verify`.",
    ko: "관리 작업을 로그로 남깁니다. Portico는 항상 남기며, `portico audit verify`로 확인합니다.",
    default: "true",
  },
  cache: {
    en: "Whether LiteLLM keeps answers and gives them again.",
    ko: "LiteLLM이 답을 캐시해 다시 쓸지 정합니다.",
    default: "false",
  },
  cache_params: { en: "Where and how long LiteLLM keeps them.", ko: "LiteLLM 캐시의 위치와 유지 시간입니다." },
  redact_user_api_key_info: {
    en: "Keeps key names out of LiteLLM's callbacks.",
    ko: "LiteLLM 콜백에서 키 정보를 가립니다.",
    default: "false",
  },
  redact_messages_in_exceptions: {
    en: "Keeps messages out of LiteLLM's errors.",
    ko: "LiteLLM 오류에서 메시지 내용을 가립니다.",
    default: "false",
  },
  modify_params: {
    en: "Lets LiteLLM mend requests that a provider would refuse.",
    ko: "제공자가 거절할 요청을 LiteLLM이 고쳐 보내게 합니다.",
    default: "false",
  },
  max_budget: {
    en: "How much all calls together may cost per `budget_duration`.",
    ko: "`budget_duration` 동안 전체 호출에 쓸 수 있는 금액입니다.",
    unit: "usd",
  },
  budget_duration: {
    en: "After which time that budget begins anew, such as `30d`; without it the budget holds for good.",
    ko: "해당 예산이 다시 시작되는 주기입니다(예: `30d`). 없으면 다시 시작되지 않습니다.",
  },
  tag_budget_config: {
    en: "Budgets by tag, e.g. `team-a: {max_budget: 10, budget_duration: 30d}`.",
    ko: "태그별 예산입니다(예: `team-a: {max_budget: 10, budget_duration: 30d}`).",
  },
  max_internal_user_budget: {
    en: "The budget of LiteLLM's own users.",
    ko: "LiteLLM 내부 사용자의 예산입니다.",
    unit: "usd",
  },
  default_key_generate_params: {
    en: "What a new virtual key has where the request for it says nothing.",
    ko: "가상 키를 만들 때 따로 정하지 않은 값에 쓰는 기본값입니다.",
  },
  upperbound_key_generate_params: {
    en: "The most that a new virtual key may ask for.",
    ko: "가상 키를 만들 때 허용하는 상한입니다.",
  },
  default_internal_user_params: {
    en: "What a new user of LiteLLM starts from.",
    ko: "LiteLLM의 새 사용자에 적용할 기본값입니다.",
  },
  default_team_settings: {
    en: "What a new team of LiteLLM starts from.",
    ko: "LiteLLM의 새 팀에 적용할 기본값입니다.",
  },
  ssl_verify: {
    en: "Whether LiteLLM checks certificates; Portico always does.",
    ko: "LiteLLM이 인증서를 검사할지 정합니다. Portico는 항상 검사합니다.",
  },
  force_ipv4: { en: "Makes LiteLLM call over IPv4 only.", ko: "LiteLLM이 IPv4로만 호출하게 합니다.", default: "false" },
  enable_json_schema_validation: {
    en: "Makes LiteLLM check answers against the schema that was asked for.",
    ko: "LiteLLM이 답을 요청한 스키마로 검사하게 합니다.",
    default: "false",
  },
  check_provider_endpoint: {
    en: "Makes LiteLLM ask the provider which models a `*` stands for.",
    ko: "`*`에 해당하는 모델을 LiteLLM이 제공자에게 물어보게 합니다.",
    default: "false",
  },
  include_cost_in_streaming_usage: {
    en: "Puts the cost into the usage at the end of a stream in LiteLLM.",
    ko: "LiteLLM이 스트림 끝의 사용량에 비용을 넣게 합니다.",
    default: "false",
  },
  forward_traceparent_to_llm_provider: {
    en: "Hands a request's trace on to the provider; with `otel` on it does unless `false` is written.",
    ko: "요청의 `traceparent`를 제공자에게 전달합니다. `otel`을 켜면 `false`로 적지 않는 한 전달합니다.",
  },
  model_alias_map: {
    en: "Other names for models in LiteLLM's own client.",
    ko: "LiteLLM 클라이언트에서 쓰는 모델의 다른 이름입니다.",
  },
  telemetry: {
    en: "Whether LiteLLM reports its own use; Portico reports nothing.",
    ko: "LiteLLM이 사용 현황을 보고할지 정합니다. Portico는 아무것도 보고하지 않습니다.",
  },
  timezone: {
    en: "The time zone at whose midnights budgets begin anew, such as `Asia/Seoul`.",
    ko: "예산이 자정에 다시 시작될 때 기준이 되는 시간대입니다(예: `Asia/Seoul`).",
    default: "UTC",
  },
  custom_provider_map: {
    en: "Providers written in Python for LiteLLM.",
    ko: "Python으로 만든 LiteLLM용 제공자입니다.",
  },
  post_call_rules: {
    en: "Checks of answers written in Python for LiteLLM.",
    ko: "Python으로 만든 LiteLLM용 응답 검사입니다.",
  },
};
