/** 패널의 한국어 문구: wire. */
import type { Messages } from "../en.ts";

export const wire: Messages["wire"] = {
  side: "게이트웨이의 어느 쪽",
  client: { request: "클라이언트가 보낸 요청", response: "클라이언트에 보낸 응답" },
  attempt: { request: "제공자에 보낸 요청, 시도 {{number}}", response: "제공자가 보낸 응답, 시도 {{number}}" },
  headers: "헤더",
  notKept: "보관하지 않음",
  same: "클라이언트 쪽과 같음",
  untouched:
    "이 스트림은 모델 이름만 바뀌어 그대로 클라이언트에 전달되었습니다. 나머지는 클라이언트 쪽에서 볼 수 있습니다.",
  errorBody: "제공자의 오류 응답",
  whatWasSent: "보낸 내용과 받은 내용",
  sentHeaders: "보낸 헤더",
  sentBody: "보낸 본문",
  gotHeaders: "받은 헤더",
  gotBody: "받은 본문",
  showPicture: "이미지 보기",
  hidePicture: "숨기기",
  traceId: "추적 ID",
  traceState: "추적 상태",
  callId: "클라이언트가 보낸 호출 ID",
};
