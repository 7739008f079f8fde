/** The panel's words in English: login. */
export const login = {
  title: "Open the panel",
  text: "This browser has no session with the gateway. Each start of the gateway prints a link that opens one; the link works once.",
  where: "In the terminal where Portico runs, look for the line",
  or: "Or log in with the master key (the value of LITELLM_MASTER_KEY)",
  key: "Master key",
  submit: "Log in",
  busy: "Logging in",
  failed: "That is not the master key of this gateway.",
  wait: "Too many wrong tries. Wait a moment, then try again.",
  unreachable: "The gateway does not answer. Is it running?",
} as const;
