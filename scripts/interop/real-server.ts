/** A real model server: how to get it, how to start it, what it will say. */
export interface RealServer {
  readonly name: string;
  /** `litellm_params.model` for it; `{origin}` in `apiBase` is where it listens. */
  readonly model: string;
  readonly apiBase: string;
  /** Everything downloaded and built outside the repository. Why not, if not. */
  prepare(options: PrepareOptions): Prepared | Skipped;
  /** What its model answers to anything. */
  readonly answer: string;
  /** False: it answers under whatever model name is asked for. */
  readonly knowsItsModels: boolean;
}

export interface PrepareOptions {
  /** Large downloads are allowed. */
  readonly installs: boolean;
  readonly folder: string;
}

export interface Prepared {
  readonly file: string;
  args(port: number): readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** A path that answers 200 once the model is loaded. */
  readonly readyPath: string;
}

export interface Skipped {
  readonly skipped: string;
}

export function isSkipped(result: Prepared | Skipped): result is Skipped {
  return "skipped" in result;
}
