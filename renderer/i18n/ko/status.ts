/** 패널의 한국어 문구: status. */
import type { Messages } from "../en.ts";

export const status: Messages["status"] = {
  running: "실행 중",
  offline: "연결 끊김",
  connecting: "연결 중",
  port: "포트",
  configOk: "설정 적용됨",
  configBroken: "설정 오류",
  configProblems: "설정: 확인할 항목 {{count}}개",
  inFlight: "처리 중 {{count}}",
  perSecond: "초당 {{rate}}건",
  logRows: "기록 {{rows}}건",
  logOff: "기록 꺼짐",
  logProblem: "기록: {{problem}}",
  logDropped: "기록하지 못함 {{count}}건",
  ledgerProblem: "장부: {{problem}}",
  softBudgets: "소프트 예산 초과 키 {{count}}개",
};
