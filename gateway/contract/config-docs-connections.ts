/** TLS, certificates that stand for keys, and limits by address. */
import type { KeyDocs } from "./key-doc.ts";

export const tlsDocs: KeyDocs = {
  cert: {
    en: "PEM file of the gateway's certificate, then those that lead to its CA; read anew when it changes.",
    ko: "게이트웨이 인증서의 PEM 파일입니다(자체 인증서 먼저, 중간 인증서는 그다음). 바뀌면 다시 읽습니다.",
  },
  key: {
    en: "PEM file of the certificate's private key, without a passphrase.",
    ko: "인증서의 개인 키 PEM 파일입니다. 암호가 걸려 있으면 안 됩니다.",
  },
  client_ca: {
    en: "PEM file of the CAs that sign clients' certificates; with it clients must show one.",
    ko: "클라이언트 인증서를 서명하는 CA의 PEM 파일입니다. 지정하면 클라이언트 인증서를 요구합니다.",
  },
  client_certificate: {
    en: "`required` refuses a connection without a valid certificate; `optional` also takes clients with a key alone.",
    ko: "`required`는 유효한 인증서가 없는 연결을 거절하고, `optional`은 키만 보내는 클라이언트도 받습니다.",
    default: "required",
  },
};

export const clientCertificateDocs: KeyDocs = {
  name: {
    en: "A common name or SAN of the certificate (`app-a`, `DNS:app-a.internal`), or `sha256:` and its fingerprint.",
    ko: "인증서의 CN이나 SAN(`app-a`, `DNS:app-a.internal`), 또는 `sha256:`과 지문입니다.",
  },
  key: {
    en: "The virtual key that the client then acts as: itself by `os.environ/`, its alias or its digest.",
    ko: "이 클라이언트가 쓸 가상 키입니다. `os.environ/`으로 키 자체를 적거나 별칭, 다이제스트를 적습니다.",
  },
};

export const addressLimitDocs: KeyDocs = {
  rpm: {
    en: "Requests per minute of one address, counted before their key is looked at.",
    ko: "주소 하나가 1분 동안 보낼 수 있는 요청 수입니다. 키를 확인하기 전에 셉니다.",
    unit: "requests_per_minute",
  },
  max_parallel_requests: {
    en: "Requests of one address that may run at once.",
    ko: "주소 하나가 동시에 실행할 수 있는 요청 수입니다.",
  },
  exempt: {
    en: "Addresses and CIDR ranges without a limit.",
    ko: "제한하지 않을 주소와 CIDR 대역입니다.",
    default: "[]",
  },
};
