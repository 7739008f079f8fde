/** The panel's words in English: nav. */
export const nav = {
  overview: "Overview",
  requests: "Requests",
  playground: "Playground",
  settings: "Appearance",
} as const;
