/** The sections of the file, the parts of a `model_list` entry, and Portico's own section. */
import type { KeyDocs } from "./key-doc.ts";

export const topDocs: KeyDocs = {
  model_list: {
    en: "The models: one entry per deployment; entries with the same `model_name` share its requests.",
    ko: "모델 목록입니다. 항목 하나가 배포 하나이며, `model_name`이 같은 항목끼리 요청을 나눠 받습니다.",
  },
  credential_list: {
    en: "Named sets of keys and addresses that entries use by `litellm_credential_name`.",
    ko: "이름을 붙인 키와 주소 묶음입니다. 항목에서 `litellm_credential_name`으로 가져다 씁니다.",
  },
  include: {
    en: "Further files to read, relative to this one: their lists are added to this file's, other keys replace it.",
    ko: "함께 읽을 파일들입니다(이 파일 기준 상대 경로). 목록은 이어 붙이고, 나머지 키는 바꿔 씁니다.",
  },
  litellm_settings: {
    en: "Settings of the calls: retries, timeouts, fallbacks, logging.",
    ko: "호출에 대한 설정입니다: 재시도, 제한 시간, 폴백, 로그.",
  },
  router_settings: {
    en: "How a deployment is picked, how often it is tried, when it rests, and what stands in for it.",
    ko: "배포를 고르는 방법, 재시도 횟수, 쿨다운, 폴백을 정합니다.",
  },
  general_settings: {
    en: "Settings of the gateway itself: the master key, limits, health checks.",
    ko: "게이트웨이 자체의 설정입니다: 마스터 키, 한도, 상태 점검.",
  },
  environment_variables: {
    en: "Variables to set for what the file leaves to a provider's own variables, such as `OPENAI_API_KEY`.",
    ko: "제공자가 직접 읽는 `OPENAI_API_KEY` 같은 환경 변수를 여기서 정합니다.",
  },
  portico: {
    en: "Portico's own settings; LiteLLM passes over them, so the file still runs there.",
    ko: "Portico 전용 설정입니다. LiteLLM은 건너뛰므로 같은 파일을 그대로 쓸 수 있습니다.",
  },
  callback_settings: {
    en: "Options of callbacks, by the callback's name; Portico reads those of `otel`.",
    ko: "콜백 옵션을 콜백 이름별로 적습니다. Portico는 `otel`의 옵션을 읽습니다.",
  },
  guardrails: {
    en: "LiteLLM's checks of requests and answers.",
    ko: "LiteLLM이 요청과 응답을 검사하는 가드레일입니다.",
  },
  prompts: { en: "LiteLLM's stored prompts.", ko: "LiteLLM에 저장해 둔 프롬프트입니다." },
  mcp_servers: { en: "MCP servers that LiteLLM offers.", ko: "LiteLLM이 제공하는 MCP 서버입니다." },
  mcp_tools: { en: "MCP tools that LiteLLM offers.", ko: "LiteLLM이 제공하는 MCP 도구입니다." },
  agent_list: { en: "Agents that LiteLLM offers.", ko: "LiteLLM이 제공하는 에이전트 목록입니다." },
  vector_store_registry: { en: "Vector stores that LiteLLM searches.", ko: "LiteLLM이 검색하는 벡터 저장소입니다." },
  search_tools: { en: "Web searches that LiteLLM offers.", ko: "LiteLLM이 제공하는 웹 검색 도구입니다." },
  assistant_settings: {
    en: "Where LiteLLM sends calls of the Assistants API.",
    ko: "LiteLLM이 Assistants API 호출을 보내는 곳입니다.",
  },
  files_settings: {
    en: "Where LiteLLM sends calls of the Files API.",
    ko: "LiteLLM이 Files API 호출을 보내는 곳입니다.",
  },
  finetune_settings: {
    en: "Where LiteLLM sends calls of the fine-tuning API.",
    ko: "LiteLLM이 파인튜닝 API 호출을 보내는 곳입니다.",
  },
  default_vertex_config: {
    en: "Vertex AI's project and credentials for LiteLLM's pass-through routes.",
    ko: "LiteLLM의 패스스루 경로가 쓰는 Vertex AI 프로젝트와 자격 증명입니다.",
  },
};

export const entryDocs: KeyDocs = {
  model_name: {
    en: "The alias: the name that clients call. `*` stands for any text.",
    ko: "별칭, 곧 클라이언트가 부르는 이름입니다. `*`는 임의의 글자열을 뜻합니다.",
  },
  litellm_params: {
    en: "What is called: the model, its address and key, limits, and parameters of every call.",
    ko: "무엇을 호출하는지 적습니다: 모델, 주소와 키, 한도, 모든 호출에 더할 매개변수.",
  },
  model_info: {
    en: "What is known about the model: id, kind, limits, prices, abilities. Anything else is kept and shown.",
    ko: "모델에 대해 알려진 것입니다: id, 종류, 한도, 가격, 기능. 그 밖의 키도 그대로 보관하고 보여 줍니다.",
  },
};

export const porticoDocs: KeyDocs = {
  response_model: {
    en: "The model name in answers: the `alias` that the client asked for, or the `upstream` model.",
    ko: "응답에 적을 모델 이름입니다: 클라이언트가 부른 `alias` 또는 실제 모델인 `upstream`.",
    default: "alias",
  },
  allowed_hosts: {
    en: "Further names under which the gateway may be called, beside loopback; other Host headers are refused.",
    ko: "루프백 말고도 허용할 호스트 이름입니다. 그 밖의 Host 헤더는 거절합니다.",
    default: "[]",
  },
  allowed_origins: {
    en: "Web pages that may call the gateway from a browser, as origins such as `http://localhost:3000`.",
    ko: "브라우저에서 게이트웨이를 부를 수 있는 웹 페이지의 오리진입니다(예: `http://localhost:3000`).",
    default: "[]",
  },
  continue_streams: {
    en: "Aliases whose broken streams go on at a fallback instead of ending in an error.",
    ko: "스트림이 도중에 끊겼을 때 오류로 끝내지 않고 폴백이 이어서 답할 별칭들입니다.",
    default: "[]",
  },
  alias_budget_config: {
    en: "Budgets by alias, e.g. `qwen: {max_budget: 10, budget_duration: 30d}`.",
    ko: "별칭별 예산입니다(예: `qwen: {max_budget: 10, budget_duration: 30d}`).",
  },
  ollama_api: {
    en: "Serves Ollama's own API too, for clients that speak nothing else.",
    ko: "Ollama API만 쓰는 클라이언트를 위해 Ollama 형식의 API도 제공합니다.",
    default: "false",
  },
  connect_timeout: {
    en: "How long a connection to a provider may take to open.",
    ko: "제공자와 연결되기를 기다리는 시간입니다.",
    default: "10",
    unit: "seconds",
  },
  stream_idle_timeout: {
    en: "How long a stream may stay silent before it counts as broken.",
    ko: "스트림에 아무것도 오지 않을 때 끊긴 것으로 보는 시간입니다.",
    default: "120",
    unit: "seconds",
  },
  tls: {
    en: "HTTPS on the gateway's port, and whether clients must show a certificate.",
    ko: "게이트웨이 포트에서 HTTPS를 쓰고, 클라이언트 인증서를 요구할지 정합니다.",
  },
  client_certificates: {
    en: "Names in clients' certificates and the keys that they stand for: such a client sends no key.",
    ko: "클라이언트 인증서의 이름과 그 이름이 대신할 키입니다. 이런 클라이언트는 키를 보내지 않아도 됩니다.",
  },
  address_limits: {
    en: "How many requests each client address may make; IPv6 counts by /64.",
    ko: "클라이언트 주소마다 허용할 요청 수입니다. IPv6는 /64 단위로 셉니다.",
  },
  trusted_proxies: {
    en: "Proxies whose `X-Forwarded-For` is believed, as addresses or CIDR ranges.",
    ko: "`X-Forwarded-For` 헤더를 믿을 프록시의 주소나 CIDR 대역입니다.",
    default: "[]",
  },
  log: { en: "What the request log keeps, and how long.", ko: "요청 로그에 무엇을 얼마나 보관할지 정합니다." },
  otel: { en: "What of requests goes into OpenTelemetry spans.", ko: "OpenTelemetry 스팬에 무엇을 담을지 정합니다." },
};

export const porticoLogDocs: KeyDocs = {
  bodies: {
    en: "Keeps the bodies of requests and answers, with secrets taken out.",
    ko: "요청과 응답의 본문을 비밀 값을 가린 채 보관합니다.",
    default: "true",
  },
  body_kb: {
    en: "How much of a body is kept.",
    ko: "본문 하나에서 보관할 크기입니다.",
    default: "256",
    unit: "kibibytes",
  },
  retention_days: {
    en: "How long requests are kept.",
    ko: "요청을 보관하는 기간입니다.",
    default: "30",
    unit: "days",
  },
  max_mb: {
    en: "How large the log may grow before the oldest requests are dropped.",
    ko: "로그가 이 크기를 넘으면 가장 오래된 요청부터 지웁니다.",
    default: "2048",
    unit: "mebibytes",
  },
};
