/** PLACEHOLDER until branch clouds lands. */
export function splitMessages(_run: Buffer): { payload: Buffer; name: string | null }[] {
  return [];
}
