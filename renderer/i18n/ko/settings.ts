/** 패널의 한국어 문구: settings. */
import type { Messages } from "../en.ts";

export const settings: Messages["settings"] = {
  theme: "테마",
  system: "시스템 설정과 같게",
  light: "밝게",
  dark: "어둡게",
  language: "언어",
  shortcuts: "키보드 단축키",
  palette: "명령",
};
