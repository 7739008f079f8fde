/** One call as the fake upstream received it. */
export interface ReceivedCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** `performance.now()` when the connection closed before the answer ended; null otherwise. */
  abortedAt: number | null;
}
