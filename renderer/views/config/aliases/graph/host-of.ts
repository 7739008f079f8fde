/** The host of a base URL, which says where a deployment runs; the text itself when it is no address. */
export function hostOf(apiBase: string): string {
  return URL.canParse(apiBase) ? new URL(apiBase).host : apiBase;
}
