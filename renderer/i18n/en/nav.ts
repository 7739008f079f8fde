/** The panel's words in English: nav. */
export const nav = {
  overview: "Overview",
  requests: "Requests",
  playground: "Playground",
  catalog: "Catalog",
  config: "Config",
  settings: "Appearance",
} as const;
