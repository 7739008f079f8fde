/** The panel's words in English: nav. */
export const nav = { overview: "Overview", requests: "Requests", keys: "Keys", settings: "Appearance" } as const;
