/** The panel's words in English: the histogram above the requests. */
export const histogram = {
  title: "Requests over time",
  brush: "Range of time: arrow keys move, with Shift they stretch, Enter applies",
  bucket: "{{from}} to {{to}}, {{count}} requests",
  requests_one: "{{shown}} request",
  requests_other: "{{shown}} requests",
  errors_one: "{{shown}} error",
  errors_other: "{{shown}} errors",
  unknownCost: "{{shown}} of unknown cost",
  countedFrom: "counted since {{time}} only",
  wholeTime: "Whole time",
} as const;
