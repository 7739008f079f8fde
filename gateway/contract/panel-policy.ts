/**
 * The panel's Content-Security-Policy, the same from the gateway and from the desktop shell: its own files, nothing else.
 *
 * A header, not a meta tag: it then covers workers and error pages too. Inline styles are what positioned popups need.
 */
export const panelPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join("; ");
