/** Keys of `general_settings`: the gateway's own key, limits and health checks. */
import type { KeyDocs } from "./key-doc.ts";

export const generalDocs: KeyDocs = {
  master_key: {
    en: "The key of the administrator, sent as `Authorization: Bearer`; without one only this machine may call.",
    ko: "`Authorization: Bearer`로 보내는 관리자 키입니다. 없으면 이 컴퓨터에서만 호출할 수 있습니다.",
    default: "os.environ/LITELLM_MASTER_KEY",
  },
  completion_model: {
    en: "The alias that every chat is sent to, whatever model it asks for.",
    ko: "어떤 모델을 부르든 모든 채팅을 보낼 별칭입니다.",
  },
  embedding_model: { en: "The same for embeddings.", ko: "모든 임베딩 요청을 보낼 별칭입니다." },
  image_generation_model: { en: "The same for images.", ko: "모든 이미지 생성 요청을 보낼 별칭입니다." },
  moderation_model: { en: "The same for moderations.", ko: "모든 모더레이션 요청을 보낼 별칭입니다." },
  litellm_key_header_name: {
    en: "The header that the key is read from, instead of the usual ones.",
    ko: "기본 헤더 대신 키를 읽을 헤더 이름입니다.",
  },
  otel: {
    en: "LiteLLM's older way to ask for `callbacks: [otel]`: sends traces to OpenTelemetry.",
    ko: "LiteLLM의 예전 방식으로, `callbacks: [otel]`과 같이 OpenTelemetry로 트레이스를 보냅니다.",
    default: "false",
  },
  set_verbose: {
    en: "Logs more on the console; LiteLLM itself reads it in `litellm_settings` only.",
    ko: "콘솔에 로그를 더 자세히 남깁니다. LiteLLM은 `litellm_settings`에 있는 것만 읽습니다.",
    default: "false",
  },
  disable_spend_logs: {
    en: "Writes no request log.",
    ko: "요청 로그를 남기지 않습니다.",
    default: "false",
  },
  always_include_stream_usage: {
    en: "Sends the usage at the end of every stream, asked for or not.",
    ko: "요청하지 않아도 모든 스트림 끝에 사용량을 보냅니다.",
    default: "false",
  },
  enable_health_check_routing: {
    en: "Passes over deployments that failed their last health check, where `router_settings` does not say it.",
    ko: "마지막 상태 점검에 실패한 배포를 건너뜁니다. `router_settings`에 없을 때 씁니다.",
    default: "false",
  },
  health_check_staleness_threshold: {
    en: "How old a health check may be to count for routing, where `router_settings` does not say it.",
    ko: "라우팅에 반영할 상태 점검 결과의 유효 시간입니다. `router_settings`에 없을 때 씁니다.",
    default: "600",
    unit: "seconds",
  },
  max_request_size_mb: {
    en: "How large a request may be.",
    ko: "요청의 최대 크기입니다.",
    default: "64",
    unit: "mebibytes",
  },
  max_response_size_mb: {
    en: "How large an answer may be in LiteLLM.",
    ko: "LiteLLM에서 응답의 최대 크기입니다.",
    unit: "mebibytes",
  },
  background_health_checks: {
    en: "Checks every deployment by itself in LiteLLM.",
    ko: "LiteLLM이 모든 배포의 상태를 스스로 점검합니다.",
    default: "false",
  },
  health_check_interval: {
    en: "How often that happens.",
    ko: "상태를 점검하는 주기입니다.",
    default: "300",
    unit: "seconds",
  },
  health_check_details: {
    en: "Whether LiteLLM's `/health` shows more than model and error.",
    ko: "LiteLLM의 `/health`에 자세한 내용을 보일지 정합니다.",
    default: "true",
  },
  store_model_in_db: {
    en: "Keeps models in LiteLLM's database; Portico keeps them in this file.",
    ko: "모델을 LiteLLM 데이터베이스에 둡니다. Portico는 이 파일에 둡니다.",
    default: "false",
  },
  store_prompts_in_spend_logs: {
    en: "Keeps prompts in LiteLLM's log; see `portico.log.bodies`.",
    ko: "프롬프트를 LiteLLM 로그에 남깁니다. `portico.log.bodies`를 보세요.",
    default: "false",
  },
  max_parallel_requests: {
    en: "How many requests a key may have running at once, where the key does not say it.",
    ko: "키 하나가 동시에 보낼 수 있는 요청 수입니다. 키에 따로 정하지 않았을 때 씁니다.",
  },
  global_max_parallel_requests: {
    en: "How many requests may run at once, of all keys together.",
    ko: "모든 키를 합쳐 동시에 처리할 요청 수입니다.",
  },
  alerting: { en: "Where LiteLLM sends alerts, such as `slack`.", ko: "LiteLLM이 알림을 보낼 곳입니다(예: `slack`)." },
  alerting_threshold: {
    en: "How long a call may take before LiteLLM alerts.",
    ko: "호출이 이 시간을 넘기면 LiteLLM이 알립니다.",
    unit: "seconds",
  },
  alert_types: { en: "What LiteLLM alerts about.", ko: "LiteLLM이 알릴 내용의 종류입니다." },
  alerting_args: { en: "Options of LiteLLM's alerts.", ko: "LiteLLM 알림의 옵션입니다." },
  alert_to_webhook_url: {
    en: "Which alerts LiteLLM sends to which address.",
    ko: "LiteLLM이 알림 종류별로 보낼 주소입니다.",
  },
  pass_through_endpoints: {
    en: "Further paths that LiteLLM hands on to other addresses.",
    ko: "LiteLLM이 다른 주소로 그대로 넘길 경로입니다.",
  },
  infer_model_from_keys: {
    en: "Lets LiteLLM list models by the provider keys that are set.",
    ko: "설정된 제공자 키를 보고 LiteLLM이 모델을 나열하게 합니다.",
    default: "false",
  },
  allowed_routes: { en: "The paths that LiteLLM serves.", ko: "LiteLLM이 제공할 경로입니다." },
  public_routes: { en: "The paths that LiteLLM serves without a key.", ko: "LiteLLM이 키 없이 제공할 경로입니다." },
  admin_only_routes: {
    en: "The paths that LiteLLM serves to the administrator only.",
    ko: "LiteLLM이 관리자에게만 제공할 경로입니다.",
  },
  allowed_ips: {
    en: "The addresses and CIDR ranges that may call with a key; everybody else is refused.",
    ko: "키로 호출할 수 있는 IP 주소와 CIDR 대역입니다. 그 밖의 주소는 거절합니다.",
  },
  enforced_params: {
    en: "Parameters without which LiteLLM refuses a request.",
    ko: "없으면 LiteLLM이 요청을 거절하는 매개변수입니다.",
  },
  allow_client_side_credentials: {
    en: "Lets clients of LiteLLM send a provider's key and address.",
    ko: "LiteLLM 클라이언트가 제공자 키와 주소를 보낼 수 있게 합니다.",
    default: "false",
  },
  forward_client_headers_to_llm_api: {
    en: "Hands a client's `x-` headers on to the provider in LiteLLM.",
    ko: "LiteLLM이 클라이언트의 `x-` 헤더를 제공자에게 전달합니다.",
    default: "false",
  },
  forward_openai_org_id: {
    en: "Hands a client's OpenAI organization on in LiteLLM.",
    ko: "LiteLLM이 클라이언트의 OpenAI 조직을 전달합니다.",
    default: "false",
  },
  user_header_name: {
    en: "The header that LiteLLM reads the end user from.",
    ko: "LiteLLM이 최종 사용자를 읽는 헤더입니다.",
  },
  user_header_mappings: {
    en: "Which headers name whom in LiteLLM.",
    ko: "LiteLLM에서 헤더와 사용자를 잇는 규칙입니다.",
  },
  use_client_credentials_pass_through_routes: {
    en: "Lets LiteLLM's pass-through routes use the client's key.",
    ko: "LiteLLM의 패스스루 경로에서 클라이언트의 키를 쓰게 합니다.",
    default: "false",
  },
  disable_error_logs: {
    en: "Keeps errors out of LiteLLM's database.",
    ko: "오류를 LiteLLM 데이터베이스에 남기지 않습니다.",
    default: "false",
  },
  reject_clientside_metadata_tags: {
    en: "Makes LiteLLM refuse tags that clients send.",
    ko: "클라이언트가 보낸 태그를 LiteLLM이 거절하게 합니다.",
    default: "false",
  },
  enforce_user_param: {
    en: "Makes LiteLLM refuse requests without `user`.",
    ko: "`user`가 없는 요청을 LiteLLM이 거절하게 합니다.",
    default: "false",
  },
  proxy_batch_write_at: {
    en: "How often LiteLLM writes its log.",
    ko: "LiteLLM이 로그를 쓰는 주기입니다.",
    default: "10",
    unit: "seconds",
  },
  user_api_key_cache_ttl: {
    en: "How long LiteLLM remembers a key.",
    ko: "LiteLLM이 키를 기억하는 시간입니다.",
    unit: "seconds",
  },
  database_url: {
    en: "LiteLLM's Postgres; Portico has its own SQLite.",
    ko: "LiteLLM이 쓰는 Postgres입니다. Portico에는 SQLite가 들어 있습니다.",
  },
  database_connection_pool_limit: {
    en: "How many connections to it LiteLLM opens.",
    ko: "LiteLLM이 여는 데이터베이스 연결 수입니다.",
  },
  database_connection_timeout: {
    en: "How long LiteLLM waits for one.",
    ko: "LiteLLM이 데이터베이스 연결을 기다리는 시간입니다.",
    unit: "seconds",
  },
  custom_auth: { en: "Python code that checks LiteLLM's keys.", ko: "LiteLLM의 키를 검사하는 Python 코드입니다." },
  enable_jwt_auth: {
    en: "Lets clients of LiteLLM log in with a JWT.",
    ko: "LiteLLM 클라이언트가 JWT로 인증할 수 있게 합니다.",
    default: "false",
  },
  litellm_jwtauth: { en: "How LiteLLM reads that JWT.", ko: "LiteLLM이 JWT를 읽는 방법입니다." },
  key_management_system: {
    en: "Where LiteLLM looks up secrets instead of the environment.",
    ko: "LiteLLM이 환경 변수 대신 비밀 값을 찾는 곳입니다.",
  },
  key_management_settings: { en: "Options of that look-up.", ko: "해당 비밀 저장소의 옵션입니다." },
  allow_user_auth: {
    en: "Lets users of LiteLLM log in themselves.",
    ko: "LiteLLM 사용자가 직접 로그인할 수 있게 합니다.",
    default: "false",
  },
  proxy_budget_rescheduler_min_time: {
    en: "How often LiteLLM looks for budgets that start anew, at least.",
    ko: "LiteLLM이 다시 시작할 예산을 확인하는 최소 간격입니다.",
    default: "597",
    unit: "seconds",
  },
  proxy_budget_rescheduler_max_time: {
    en: "The same at most.",
    ko: "LiteLLM이 다시 시작할 예산을 확인하는 최대 간격입니다.",
    default: "605",
    unit: "seconds",
  },
  allow_requests_on_db_unavailable: {
    en: "Lets LiteLLM serve without its database.",
    ko: "데이터베이스가 없어도 LiteLLM이 요청을 처리하게 합니다.",
    default: "false",
  },
};
