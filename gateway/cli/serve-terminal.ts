/** `portico serve` in a terminal: says what it loaded and where the panel is, and stops cleanly on a signal. */
import type { ServeCommand } from "./parse-command.ts";
import { start, StartError, type Started } from "./start.ts";

const drainMs = 30_000;

export async function serveTerminal(command: ServeCommand): Promise<void> {
  try {
    const started = await start(command, { secrets: {}, desktopToken: null });
    process.stdout.write(greeting(started));
    stopOnSignal(started);
  } catch (failure) {
    if (!(failure instanceof StartError)) throw failure;
    process.stderr.write(failure.message.endsWith("\n") ? failure.message : `${failure.message}\n`);
    process.exitCode = 1;
  }
}

function greeting({ gateway, configFile, catalog, report }: Started): string {
  const base = gateway.panelUrl.slice(0, gateway.panelUrl.indexOf("/ui/"));
  const names = [...catalog.groups.keys()];
  const shown = names.slice(0, 8).join(", ") + (names.length > 8 ? `, and ${names.length - 8} more` : "");
  const warning = catalog.settings.masterKey === null ? `\n${openDoorWarning}\n` : "";
  return (
    `${report}${warning}\n` +
    `Portico is running.\n` +
    `  Panel     ${gateway.panelUrl}\n` +
    `  Base URL  ${base}/v1\n` +
    `  Config    ${configFile}\n` +
    `  Aliases   ${shown === "" ? "none" : shown}\n\n` +
    `Press Ctrl+C to stop.\n`
  );
}

const openDoorWarning =
  "WARNING: no master key is set. Every program on this machine may use the gateway and its provider keys.\n" +
  "         Set general_settings.master_key: os.environ/LITELLM_MASTER_KEY and put the variable into .env.";

/** A second signal does not wait any longer. */
function stopOnSignal({ gateway }: Started): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    process.stdout.write("Stopping; running requests may finish. Press Ctrl+C again to stop at once.\n");
    gateway.stop(drainMs).then(
      () => process.exit(0),
      (failure: unknown) => {
        process.stderr.write(`The gateway did not stop cleanly: ${String(failure)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}
