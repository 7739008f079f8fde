/** The panel's words in English: both sides of the wire. */
export const wire = {
  side: "Side of the gateway",
  client: { request: "From the client", response: "To the client" },
  attempt: { request: "To the provider, attempt {{number}}", response: "From the provider, attempt {{number}}" },
  headers: "Headers",
  notKept: "not kept",
  same: "the same as the client's",
  untouched:
    "This stream went on to the client as it came, but for the model's name: the rest stands on the client's side.",
  errorBody: "The provider's words",
  whatWasSent: "What was sent, and what came back",
  sentHeaders: "Headers sent",
  sentBody: "Body sent",
  gotHeaders: "Headers received",
  gotBody: "Body received",
  showPicture: "Show the picture",
  hidePicture: "Hide it",
  traceId: "Trace id",
  traceState: "Trace state",
  callId: "Call id of the client",
} as const;
