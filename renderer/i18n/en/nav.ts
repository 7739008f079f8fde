/** The panel's words in English: nav. */
export const nav = {
  overview: "Overview",
  requests: "Requests",
  catalog: "Catalog",
  config: "Config",
  settings: "Appearance",
} as const;
