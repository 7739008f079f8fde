/** 패널의 한국어 문구: palette. */
import type { Messages } from "../en.ts";

export const palette: Messages["palette"] = {
  title: "명령 팔레트",
  placeholder: "명령이나 요청 ID를 입력하세요",
  empty: "일치하는 명령이 없습니다.",
  go: "{{view}} 화면으로 이동",
  newest: "가장 최근 요청 열기",
  byId: "요청 {{id}} 열기",
  copyBaseUrl: "Base URL 복사",
  theme: "테마: {{name}}",
  language: "언어: {{name}}",
  shortcuts: "키보드 단축키 보기",
  groupGo: "이동",
  groupDo: "실행",
  groupLook: "화면",
};
