/** The panel's words in English: addresses and images that a model wrote. */
export const markdown = {
  openTitle: "Open this address?",
  openText: "A model wrote it. It may carry parts of the conversation to whoever owns it.",
  open: "Open in the browser",
  refused: "not opened",
  image: "Image",
  showImage: "Show image",
  code: "Code",
} as const;
