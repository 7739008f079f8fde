/** The panel's words in English: nav. */
export const nav = { overview: "Overview", catalog: "Catalog", requests: "Requests", settings: "Appearance" } as const;
