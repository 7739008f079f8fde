/** The panel's words in English: nav. */
export const nav = {
  overview: "Overview",
  requests: "Requests",
  playground: "Playground",
  catalog: "Catalog",
  config: "Config",
  keys: "Keys",
  usage: "Usage",
  audit: "Audit log",
  telemetry: "Telemetry",
  replays: "Replays",
  settings: "Appearance",
} as const;
