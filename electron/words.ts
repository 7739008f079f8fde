/**
 * Every word the shell itself shows (menu, tray, dialogs), in both languages.
 *
 * One typed table each: a missing key does not compile. The panel has its own table.
 */
const en = {
  file: "File",
  openPanel: "Open panel",
  pickConfig: "Choose config file…",
  revealConfig: "Show config file",
  restartGateway: "Restart gateway",
  copyBaseUrl: "Copy base URL",
  quit: "Quit Portico",
  edit: "Edit",
  view: "View",
  window: "Window",
  stateStarting: "Gateway is starting",
  stateRunning: (port: number) => `Gateway runs on port ${port}`,
  stateRestarting: "Gateway is restarting",
  stateStopped: "Gateway is stopped",
  stateFailed: "Gateway failed",
  failedTitle: "The gateway is not running",
  tryAgain: "Try again",
  close: "Close",
  cancel: "Cancel",
  openLinkTitle: "Open this link in your browser?",
  openLinkButton: "Open",
  configFiles: "LiteLLM config",
  noReady: "The gateway's process did not answer in time.",
  noListening: "The gateway did not open its port in time.",
  notAlive: (port: number) => `The gateway opened port ${port} but does not answer /health/liveliness.`,
  exited: (code: number) => `The gateway's process ended with code ${code}.`,
  noStart: "The gateway's process could not be started.",
  hung: "The gateway stopped answering and was ended.",
  crashLoop: (times: number, last: string) =>
    `The gateway failed ${times} times in a row and was not started again. ${last}`,
  noEncryption:
    "This system offers no protected key store, so the key was not stored. Put it in .env beside your config file.",
  brokenSecrets: (file: string) =>
    `The key store ${file} cannot be read, so nothing was stored. Move that file away and try again.`,
  tooManySecrets: "The key store is full.",
  secretNotStored: "The key could not be encrypted or written.",
};

export type Words = typeof en;

const ko: Words = {
  file: "파일",
  openPanel: "패널 열기",
  pickConfig: "설정 파일 선택…",
  revealConfig: "설정 파일 위치 보기",
  restartGateway: "게이트웨이 다시 시작",
  copyBaseUrl: "기본 URL 복사",
  quit: "Portico 종료",
  edit: "편집",
  view: "보기",
  window: "창",
  stateStarting: "게이트웨이를 시작하는 중",
  stateRunning: (port) => `게이트웨이 실행 중 (포트 ${port})`,
  stateRestarting: "게이트웨이를 다시 시작하는 중",
  stateStopped: "게이트웨이가 멈춤",
  stateFailed: "게이트웨이 오류",
  failedTitle: "게이트웨이가 실행되고 있지 않습니다",
  tryAgain: "다시 시도",
  close: "닫기",
  cancel: "취소",
  openLinkTitle: "이 링크를 브라우저에서 열까요?",
  openLinkButton: "열기",
  configFiles: "LiteLLM 설정",
  noReady: "게이트웨이 프로세스가 제때 응답하지 않았습니다.",
  noListening: "게이트웨이가 제때 포트를 열지 못했습니다.",
  notAlive: (port) => `게이트웨이가 포트 ${port}를 열었지만 /health/liveliness에 응답하지 않습니다.`,
  exited: (code) => `게이트웨이 프로세스가 코드 ${code}로 끝났습니다.`,
  noStart: "게이트웨이 프로세스를 시작할 수 없습니다.",
  hung: "게이트웨이가 응답을 멈춰 종료했습니다.",
  crashLoop: (times, last) => `게이트웨이가 연달아 ${times}번 실패하여 다시 시작하지 않았습니다. ${last}`,
  noEncryption: "이 시스템에는 보호된 키 저장소가 없어 키를 저장하지 않았습니다. 설정 파일 옆의 .env에 넣어 주세요.",
  brokenSecrets: (file) =>
    `키 저장소 ${file}를 읽을 수 없어 아무것도 저장하지 않았습니다. 그 파일을 옮긴 뒤 다시 시도하세요.`,
  tooManySecrets: "키 저장소가 가득 찼습니다.",
  secretNotStored: "키를 암호화하거나 기록할 수 없었습니다.",
};

/** @param locale BCP 47 tag as the OS gives it; anything but Korean reads English. */
export function wordsFor(locale: string): Words {
  return locale.toLowerCase().startsWith("ko") ? ko : en;
}
