/**
 * The gateway's command line and environment as the shell starts it.
 *
 * Three flags of the user's own command line are passed on; all others belong to Electron and Chromium. The
 * environment keeps the user's provider keys and loses what would change how the process itself runs.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";

export interface ShellFlags {
  readonly config: string | null;
  readonly port: number | null;
  readonly data: string | null;
}

/** `NODE_EXTRA_CA_CERTS` stays: behind a company's proxy no provider is reached without it. */
const codeLoading = /^(?:NODE_(?!EXTRA_CA_CERTS$)|ELECTRON_|LD_PRELOAD$|DYLD_)/u;

const flagOptions = { config: { type: "string" }, port: { type: "string" }, data: { type: "string" } } as const;

/**
 * Unknown flags are ignored; a port that is no port counts as not given.
 *
 * @param folder the user's working directory: paths are made absolute here, the gateway runs elsewhere
 */
export function shellFlags(argv: readonly string[], folder: string): ShellFlags {
  const { values } = parseArgs({ args: [...argv], options: flagOptions, strict: false, allowPositionals: true });
  const pathOf = (value: string | boolean | undefined): string | null =>
    typeof value === "string" && value !== "" ? resolve(folder, value) : null;
  return { config: pathOf(values.config), port: portOf(values.port), data: pathOf(values.data) };
}

/**
 * @param chosenConfig the file picked in the panel; the command line wins over it
 * @param keptPort the port of the run before, which a restart must keep
 */
export function gatewayArgv(flags: ShellFlags, chosenConfig: string | null, keptPort: number | null): string[] {
  const config = flags.config ?? chosenConfig;
  const port = keptPort ?? flags.port;
  return [
    ...(config === null ? [] : ["--config", config]),
    ...(port === null ? [] : ["--port", String(port)]),
    ...(flags.data === null ? [] : ["--data", flags.data]),
  ];
}

/** Without `NODE_OPTIONS`, preloads and Electron's own switches: they could load code into the process that holds the keys. */
export function gatewayEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !codeLoading.test(entry[0]),
  );
  return Object.fromEntries(kept);
}

function portOf(value: string | boolean | undefined): number | null {
  const port = typeof value === "string" && /^\d{1,5}$/u.test(value) ? Number(value) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}
