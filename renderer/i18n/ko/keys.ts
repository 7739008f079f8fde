/** 패널의 한국어 문구: keys. */
import type { Messages } from "../en.ts";

export const keys: Messages["keys"] = {
  title: "키보드 단축키",
  everywhere: "모든 화면",
  inRequests: "요청 화면",
  palette: "명령 팔레트",
  sheet: "단축키 보기",
  goOverview: "개요로 이동",
  goRequests: "요청으로 이동",
  next: "다음 요청",
  previous: "이전 요청",
  open: "요청 열기",
  closeDetail: "상세 닫기, 그다음 필터 지우기",
  filter: "글자로 거르기",
  newest: "가장 최근으로 이동",
  tabs: "상세의 다른 탭",
  select: "요청 선택",
  stretch: "선택하며 이동",
  pin: "고정 또는 해제",
  comment: "메모",
  delete: "삭제",
  undo: "삭제 취소",
};
