/** The tabs of a request's detail, as the address names them. */
export const requestTabs = ["overview", "messages", "timeline", "attempts", "request", "response"] as const;
export type RequestTab = (typeof requestTabs)[number];
