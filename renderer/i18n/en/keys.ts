/** The panel's words in English: keys. */
export const keys = {
  title: "Keyboard shortcuts",
  everywhere: "Everywhere",
  inRequests: "In Requests",
  palette: "Command palette",
  sheet: "This sheet",
  goOverview: "Go to Overview",
  goRequests: "Go to Requests",
  goKeys: "Go to Keys",
  next: "Next request",
  previous: "Previous request",
  open: "Open the request",
  closeDetail: "Close the detail, then the filter",
  filter: "Filter by text",
  newest: "Jump to the newest",
  tabs: "Another tab of the detail",
} as const;
