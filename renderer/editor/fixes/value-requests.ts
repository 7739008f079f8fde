/** A fix that needs a value only the user has: asked for by the editor, answered in a dialog of the view. */
export interface ValueRequest {
  readonly name: string;
  /** Of a secret in the file: where it stands, so that its name can take its place. */
  readonly secret: { readonly file: string; readonly offset: number; readonly known: string | null } | null;
}

let request: ValueRequest | null = null;
const listeners = new Set<() => void>();

export function requestValue(next: ValueRequest | null): void {
  request = next;
  for (const listener of listeners) listener();
}

export function currentValueRequest(): ValueRequest | null {
  return request;
}

export function subscribeValueRequest(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
