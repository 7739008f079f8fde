/** Keys that say what of requests goes to OpenTelemetry, and where. */
import type { KeyDocs } from "./key-doc.ts";

export const porticoOtelDocs: KeyDocs = {
  names: {
    en: "Whose names spans carry: the `genai` conventions of OpenTelemetry, those of `litellm`, or `both`.",
    ko: "스팬에 쓸 이름 체계입니다: OpenTelemetry의 `genai` 규약, `litellm`의 이름, 또는 둘 다(`both`).",
    default: "both",
  },
  capture_content: {
    en: "Puts prompts and answers into spans, with secrets taken out.",
    ko: "프롬프트와 응답을 비밀 값을 가린 채 스팬에 넣습니다.",
    default: "false",
  },
};

export const callbackOtelDocs: KeyDocs = {
  exporter: {
    en: "How spans are sent: `otlp_http`, `otlp_grpc`, `http/json`, `console` or `none`; over `OTEL_EXPORTER`.",
    ko: "스팬을 보내는 방식입니다: `otlp_http`, `otlp_grpc`, `http/json`, `console`, `none`. `OTEL_EXPORTER`보다 우선합니다.",
  },
  protocol: {
    en: "The OTLP protocol: `http/protobuf`, `http/json` or `grpc`; over `OTEL_EXPORTER_OTLP_PROTOCOL`.",
    ko: "OTLP 프로토콜입니다: `http/protobuf`, `http/json`, `grpc`. `OTEL_EXPORTER_OTLP_PROTOCOL`보다 우선합니다.",
  },
  endpoint: {
    en: "Where spans go, such as `http://127.0.0.1:4318`; over `OTEL_EXPORTER_OTLP_ENDPOINT`.",
    ko: "스팬을 보낼 주소입니다(예: `http://127.0.0.1:4318`). `OTEL_EXPORTER_OTLP_ENDPOINT`보다 우선합니다.",
  },
  headers: {
    en: "Headers of every export, as a map or as `name=value,name2=value2`.",
    ko: "내보낼 때마다 붙일 헤더입니다. 맵이나 `name=value,name2=value2` 형식으로 적습니다.",
  },
  message_logging: {
    en: "Whether prompts and answers may be in spans; `true` asks for them, `false` forbids them.",
    ko: "스팬에 프롬프트와 응답을 넣을지 정합니다. `true`면 넣고, `false`면 절대 넣지 않습니다.",
    default: "false",
  },
};
