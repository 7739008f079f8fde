/** The panel's words in English: settings. */
export const settings = {
  theme: "Theme",
  system: "Same as the system",
  light: "Light",
  dark: "Dark",
  language: "Language",
  shortcuts: "Keyboard shortcuts",
  palette: "Commands",
} as const;
