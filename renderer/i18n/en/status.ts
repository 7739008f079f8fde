/** The panel's words in English: status. */
export const status = {
  running: "Running",
  offline: "Offline",
  connecting: "Connecting",
  port: "Port",
  configOk: "Config in use",
  configBroken: "Config broken",
  configProblems: "Config: {{count}} to look at",
  inFlight: "{{count}} running",
  perSecond: "{{rate}} req/s",
  logRows: "{{rows}} logged",
  logOff: "Log off",
  logProblem: "Log: {{problem}}",
  logDropped: "{{count}} not logged",
  ledgerProblem: "Ledger: {{problem}}",
  softBudgets: "{{count}} over soft budget",
} as const;
