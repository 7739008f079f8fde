/** 패널의 한국어 문구: 필터 입력줄. */
import type { Messages } from "../en.ts";

export const filter: Messages["filter"] = {
  label: "요청 거르기",
  placeholder: "프롬프트와 답변 검색, 또는 alias: status: is:error cost:>0.01 …",
  offers: "이어서 쓸 수 있는 것",
  notUnderstood: "알 수 없는 조건: {{parts}}",
  field: {
    alias: "클라이언트가 부른 이름, *는 임의의 글자",
    is: "error(오류), ok, stream, whole, pinned(고정)",
    status: "응답 코드: 429, 4xx",
    provider: "답한 곳: openai, anthropic …",
    model: "제공자가 부르는 모델 이름",
    deployment: "배포 id",
    key: "키 이름 또는 다이제스트 앞부분",
    tag: "태그 하나",
    client: "프로그램 이름의 일부 또는 주소",
    state: "어떻게 끝났는지",
    kind: "API 종류: chat, messages, embedding …",
    cost: "달러 단위: >0.01, 0.1..0.5",
    total: "전체 시간: >2s, <500ms",
    first: "첫 토큰까지 걸린 시간",
    tokens: "입력과 출력의 합: >1k",
    since: "2026-11-24T13:00, yesterday, 90m(분 전)",
    until: "이 시각 이전",
    colour: "표시 색",
    search: "이름이나 오류의 일부",
  },
};
