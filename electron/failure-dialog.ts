/**
 * Says in words that the gateway does not run (port taken, broken config, crash loop) and offers another try.
 *
 * One dialog at a time; the panel's window stays usable beside it.
 */
import type { DialogPort } from "./electron-port.ts";
import type { GatewayProcess } from "./gateway-process.ts";
import type { Words } from "./words.ts";

export function explainFailures(gateway: GatewayProcess, dialog: DialogPort, words: Words): void {
  let isOpen = false;
  const explain = async (message: string): Promise<void> => {
    isOpen = true;
    try {
      const { response } = await dialog.showMessageBox({
        type: "error",
        title: "Portico",
        message: words.failedTitle,
        detail: message,
        buttons: [words.tryAgain, words.close],
        defaultId: 0,
        cancelId: 1,
      });
      isOpen = false;
      if (response === 0) await gateway.restart();
    } catch {
      // A dialog that cannot be drawn changes nothing: tray and panel show the same state.
      isOpen = false;
    }
  };
  gateway.subscribe((state) => {
    if (state.state === "failed" && !isOpen) void explain(state.message ?? words.stateFailed);
  });
}
