/** Keys of `litellm_params` that say what is called, with which key, how often and how it shares its group's requests. */
import type { KeyDocs } from "./key-doc.ts";

export const connectionDocs: KeyDocs = {
  model: {
    en: "The provider and its model, as `provider/model`; all behind the first slash is the model's name.",
    ko: "`제공자/모델` 형식입니다. 첫 번째 빗금 뒤가 모두 모델 이름입니다.",
  },
  api_key: {
    en: "The provider's key; write `os.environ/NAME`, never the key itself. Without it the provider's own variable is read.",
    ko: "제공자 키입니다. 키를 직접 쓰지 말고 `os.environ/이름`으로 쓰세요. 없으면 제공자의 환경 변수를 읽습니다.",
  },
  api_base: {
    en: "The address that is called, instead of the provider's usual one.",
    ko: "제공자의 기본 주소 대신 호출할 주소입니다.",
  },
  base_url: { en: "Another name for `api_base`.", ko: "`api_base`와 같습니다." },
  custom_llm_provider: {
    en: "The provider, where `model` has no prefix or another one is meant.",
    ko: "`model`에 접두어가 없거나 다른 제공자를 써야 할 때 제공자를 정합니다.",
  },
  mock_response: {
    en: "Answers with this text and calls nobody.",
    ko: "아무 데도 호출하지 않고 이 글로 답합니다.",
  },
  litellm_credential_name: {
    en: "Takes keys and address from this entry of `credential_list`; what is written here goes first.",
    ko: "`credential_list`의 이 항목에서 키와 주소를 가져옵니다. 여기에 적은 값이 우선합니다.",
  },
  organization: {
    en: "OpenAI's organization; a list makes one deployment of each.",
    ko: "OpenAI 조직입니다. 목록으로 적으면 조직마다 배포가 하나씩 생깁니다.",
  },
  base_model: {
    en: "The name under which price and limits are looked up, for deployments with names of their own.",
    ko: "배포 이름이 모델 이름과 다를 때 가격과 한도를 찾을 모델 이름입니다.",
  },
  timeout: {
    en: "How long a call may take as a whole.",
    ko: "호출 하나가 끝나기까지 기다리는 시간입니다.",
    default: "router_settings.timeout",
    unit: "seconds",
  },
  stream_timeout: {
    en: "The same for calls that stream.",
    ko: "스트리밍 호출에 쓰는 제한 시간입니다.",
    default: "router_settings.stream_timeout",
    unit: "seconds",
  },
  rpm: {
    en: "Requests a minute: a hard limit with usage-based routing and pre-call checks, else the share of its group's requests.",
    ko: "분당 요청 수입니다. 사용량 기반 라우팅이나 호출 전 검사를 쓰면 한도가 되고, 아니면 그룹 안의 분배 비율이 됩니다.",
    unit: "requests_per_minute",
  },
  tpm: {
    en: "Tokens a minute, used like `rpm` and after it.",
    ko: "분당 토큰 수입니다. `rpm`처럼 쓰며 `rpm`이 있으면 그쪽을 먼저 봅니다.",
    unit: "tokens_per_minute",
  },
  weight: {
    en: "Its share of its group's requests when they are shuffled; goes before `rpm` and `tpm`.",
    ko: "무작위로 나눌 때 그룹 안에서 받는 비율입니다. `rpm`, `tpm`보다 우선합니다.",
  },
  order: {
    en: "Its tier: only the healthy deployments of the lowest number are picked.",
    ko: "우선순위 단계입니다. 정상인 배포 중 숫자가 가장 낮은 것만 고릅니다.",
  },
  num_retries: {
    en: "How often a failed call of this deployment is tried again.",
    ko: "이 배포의 호출이 실패했을 때 다시 시도하는 횟수입니다.",
    default: "router_settings.num_retries",
  },
  max_retries: {
    en: "Retries inside the provider's own client in LiteLLM; Portico has one retry loop, see `num_retries`.",
    ko: "LiteLLM에서 제공자 클라이언트 안의 재시도 횟수입니다. Portico의 재시도는 `num_retries` 하나뿐입니다.",
  },
  max_parallel_requests: {
    en: "How many calls may run at once; further ones queue, first come first served.",
    ko: "동시에 처리할 호출 수입니다. 넘치면 온 순서대로 기다립니다.",
  },
  cooldown_time: {
    en: "How long this deployment stays out of every pick after failures.",
    ko: "실패한 뒤 이 배포를 고르지 않는 시간입니다.",
    default: "router_settings.cooldown_time",
    unit: "seconds",
  },
  tags: {
    en: "Tags for tag filtering: requests with these tags come here; `default` takes the untagged ones.",
    ko: "태그 필터링에 쓰는 태그입니다. 같은 태그의 요청이 여기로 오고, 태그가 없는 요청은 `default`가 받습니다.",
  },
  use_in_pass_through: {
    en: "Lends its key and address to the pass-through route of its provider.",
    ko: "이 항목의 키와 주소를 같은 제공자의 패스스루 경로에서도 씁니다.",
    default: "false",
  },
  api_version: {
    en: "The version of the API that Azure is asked for.",
    ko: "Azure에 요청할 API 버전입니다.",
    default: "2025-02-01-preview",
  },
  azure_ad_token: {
    en: "A token of Entra ID, instead of an Azure key.",
    ko: "Azure 키 대신 쓰는 Entra ID 토큰입니다.",
  },
  tenant_id: { en: "The Entra ID tenant to log in to.", ko: "로그인할 Entra ID 테넌트입니다." },
  client_id: { en: "The application that logs in to Entra ID.", ko: "Entra ID에 로그인할 애플리케이션입니다." },
  client_secret: { en: "That application's secret.", ko: "해당 애플리케이션의 비밀 값입니다." },
  aws_access_key_id: { en: "The access key for Bedrock.", ko: "Bedrock에 쓸 액세스 키입니다." },
  aws_secret_access_key: { en: "The access key's secret.", ko: "액세스 키의 비밀 값입니다." },
  aws_session_token: { en: "The token of a temporary access key.", ko: "임시 액세스 키의 세션 토큰입니다." },
  aws_region_name: { en: "The AWS region that is called.", ko: "호출할 AWS 리전입니다." },
  region_name: { en: "Another name for the region of a cloud.", ko: "클라우드 리전을 적는 또 다른 이름입니다." },
  aws_bedrock_runtime_endpoint: {
    en: "The address of Bedrock, instead of the region's own.",
    ko: "리전의 기본 주소 대신 쓸 Bedrock 주소입니다.",
  },
  aws_session_name: { en: "The name of an assumed role's session.", ko: "역할을 맡을 때 쓰는 세션 이름입니다." },
  aws_profile_name: { en: "A profile of the AWS credentials file.", ko: "AWS 자격 증명 파일의 프로필입니다." },
  aws_role_name: { en: "The role to assume.", ko: "맡을 AWS 역할입니다." },
  aws_web_identity_token: {
    en: "A web identity to assume a role with.",
    ko: "역할을 맡을 때 쓰는 웹 아이덴티티 토큰입니다.",
  },
  vertex_project: { en: "The Google Cloud project of Vertex AI.", ko: "Vertex AI의 Google Cloud 프로젝트입니다." },
  vertex_location: { en: "The location that Vertex AI is called in.", ko: "호출할 Vertex AI 위치입니다." },
  vertex_credentials: {
    en: "A service account for Vertex AI: a file, or its JSON by `os.environ/NAME`.",
    ko: "Vertex AI 서비스 계정입니다. 파일 경로로 적거나 JSON을 `os.environ/이름`으로 가리킵니다.",
  },
  watsonx_region_name: { en: "The region of watsonx.", ko: "watsonx의 리전입니다." },
  max_budget: {
    en: "How much this deployment may cost per `budget_duration`; then it is passed over.",
    ko: "`budget_duration` 동안 이 배포에 쓸 수 있는 금액입니다. 다 쓰면 이 배포를 고르지 않습니다.",
    unit: "usd",
  },
  budget_duration: {
    en: "After which time the budget begins anew, such as `30d`; without it the budget holds for good.",
    ko: "예산이 다시 시작되는 주기입니다(예: `30d`). 없으면 다시 시작되지 않습니다.",
  },
  max_file_size_mb: {
    en: "How large a file sent to this model may be.",
    ko: "이 모델에 보낼 수 있는 파일의 크기입니다.",
    unit: "mebibytes",
  },
  configurable_clientside_auth_params: {
    en: "Which of these keys a client of LiteLLM may send itself.",
    ko: "LiteLLM에서 클라이언트가 직접 보낼 수 있는 키의 이름입니다.",
  },
  use_litellm_proxy: {
    en: "Calls the model at another LiteLLM.",
    ko: "다른 LiteLLM을 거쳐 모델을 호출합니다.",
    default: "false",
  },
  tier: { en: "The tier that LiteLLM's router files it under.", ko: "LiteLLM 라우터에서 이 배포가 속한 단계입니다." },
  auto_router_config: {
    en: "LiteLLM's choice of a model by what is asked.",
    ko: "질문 내용에 따라 모델을 고르는 LiteLLM 설정입니다.",
  },
};
