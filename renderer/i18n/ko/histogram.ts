/** 패널의 한국어 문구: 요청 위의 막대그래프. */
import type { Messages } from "../en.ts";

export const histogram: Messages["histogram"] = {
  title: "시간대별 요청",
  brush: "시간 범위: 화살표로 옮기고 Shift와 함께 넓히고 Enter로 적용",
  bucket: "{{from}}부터 {{to}}까지 {{count}}건",
  requests_one: "요청 {{shown}}건",
  requests_other: "요청 {{shown}}건",
  errors_one: "오류 {{shown}}건",
  errors_other: "오류 {{shown}}건",
  unknownCost: "비용을 모르는 요청 {{shown}}건",
  countedFrom: "{{time}} 이후만 집계",
  wholeTime: "전체 기간",
};
