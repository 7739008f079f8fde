/** What every answer carries, whichever way it leaves: its type is not guessed, and no page may frame it. */
export const securityHeaders = { "x-content-type-options": "nosniff", "x-frame-options": "DENY" } as const;
