/** The panel's words in English: nav. */
export const nav = { overview: "Overview", requests: "Requests", settings: "Appearance" } as const;
