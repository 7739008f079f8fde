/** A wait that can be cut short: sleeping between attempts must end when the client leaves. Injected, so tests move time. */
export interface Pause {
  /** Resolves when the time is over or the wait was ended. */
  readonly over: Promise<void>;
  end(): void;
}

export type StartPause = (ms: number) => Pause;

export const startPause: StartPause = (ms) => {
  let end = (): void => {};
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    end = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { over, end: () => end() };
};
