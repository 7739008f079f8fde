/** 패널의 한국어 문구: 모델이 쓴 주소와 이미지. */
import type { Messages } from "../en.ts";

export const markdown: Messages["markdown"] = {
  openTitle: "이 주소를 열까요?",
  openText: "모델이 쓴 주소입니다. 열면 대화 내용의 일부가 그 주소의 주인에게 전해질 수 있습니다.",
  open: "브라우저에서 열기",
  refused: "열지 않음",
  image: "이미지",
  showImage: "이미지 보기",
  code: "코드",
};
