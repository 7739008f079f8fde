/** 패널의 한국어 문구: login. */
import type { Messages } from "../en.ts";

export const login: Messages["login"] = {
  title: "패널 열기",
  text: "이 브라우저는 아직 게이트웨이에 로그인하지 않았습니다. 게이트웨이는 시작할 때마다 한 번만 쓸 수 있는 링크를 출력합니다.",
  where: "Portico를 실행한 터미널에서 다음 줄을 찾으세요",
  or: "또는 마스터 키(LITELLM_MASTER_KEY의 값)로 로그인하세요",
  key: "마스터 키",
  submit: "로그인",
  busy: "로그인하는 중",
  failed: "이 게이트웨이의 마스터 키가 아닙니다.",
  wait: "잘못된 시도가 너무 많습니다. 잠시 뒤에 다시 시도하세요.",
  unreachable: "게이트웨이가 응답하지 않습니다. 실행 중인지 확인하세요.",
};
