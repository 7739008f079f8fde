/** 패널의 한국어 문구: app. */
import type { Messages } from "../en.ts";

export const app: Messages["app"] = {
  name: "Portico",
  skip: "본문으로 건너뛰기",
  navigation: "주 메뉴",
  statusBar: "상태",
  loading: "불러오는 중",
  retry: "다시 시도",
  close: "닫기",
  back: "뒤로",
  copy: "복사",
  copied: "복사했습니다",
  unknown: "알 수 없음",
  crashTitle: "이 화면에 문제가 생겼습니다",
  crashText: "게이트웨이에는 영향이 없으며 요청은 계속 처리됩니다. 패널을 새로 고치고, 아래 내용을 알려 주세요.",
  reload: "패널 새로 고침",
  offlineTitle: "게이트웨이가 응답하지 않습니다.",
  offlineText: "지금 보이는 것은 마지막으로 확인된 상태입니다. 연결은 자동으로 다시 시도합니다.",
  errorTitle: "불러오지 못했습니다",
};
