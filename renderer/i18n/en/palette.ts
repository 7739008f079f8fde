/** The panel's words in English: palette. */
export const palette = {
  title: "Command palette",
  placeholder: "Type a command or a request id",
  empty: "No command has that name.",
  go: "Go to {{view}}",
  newest: "Open the newest request",
  byId: "Open request {{id}}",
  copyBaseUrl: "Copy the base URL",
  theme: "Theme: {{name}}",
  language: "Language: {{name}}",
  shortcuts: "Show keyboard shortcuts",
  groupGo: "Go",
  groupDo: "Do",
  groupLook: "Look",
} as const;
