/**
 * How Node runs the gateway: a small young generation, because streams make short-lived garbage and V8's default would
 * let it grow to a hundred megabytes before it looks. Source maps stay off: reading them costs eighty megabytes.
 */
export const gatewayFlags = ["--max-semi-space-size=8"];
