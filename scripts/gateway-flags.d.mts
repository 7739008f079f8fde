/** Types of gateway-flags.mjs. */
export declare const gatewayFlags: readonly string[];
