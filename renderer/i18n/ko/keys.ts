/** 패널의 한국어 문구: keys. */
import type { Messages } from "../en.ts";

export const keys: Messages["keys"] = {
  title: "키보드 단축키",
  everywhere: "모든 화면",
  inRequests: "요청 화면",
  palette: "명령 팔레트",
  sheet: "단축키 보기",
  go: "{{view}}(으)로 이동",
  next: "다음 요청",
  previous: "이전 요청",
  open: "요청 열기",
  closeDetail: "상세 닫기, 그다음 필터 지우기",
  filter: "글자로 거르기",
  newest: "가장 최근으로 이동",
  tabs: "상세의 다른 탭",
  inConfig: "설정 화면",
  save: "차이를 보고 저장",
  suggest: "여기에 쓸 수 있는 것 보기",
  quickFix: "밑줄 친 곳 고치기",
  problem: "다음 문제, 이전 문제",
  symbol: "섹션이나 별칭으로 이동",
  find: "텍스트에서 찾기",
  undo: "실행 취소와 다시 실행",
  format: "서식 정리",
  tabOut: "Tab으로 편집기 나가기",
};
