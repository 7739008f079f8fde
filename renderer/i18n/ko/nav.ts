/** 패널의 한국어 문구: nav. */
import type { Messages } from "../en.ts";

export const nav: Messages["nav"] = {
  overview: "개요",
  requests: "요청",
  playground: "플레이그라운드",
  catalog: "카탈로그",
  config: "설정",
  keys: "키",
  usage: "사용량",
  audit: "감사 로그",
  telemetry: "텔레메트리",
  replays: "재실행",
  settings: "화면과 언어",
};
