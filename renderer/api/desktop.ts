/** The desktop shell's surface when the panel runs in its window; null in a browser. */
import type { DesktopApi } from "../../gateway/contract/desktop.ts";

declare global {
  interface Window {
    readonly desktop?: DesktopApi;
  }
}

export const desktop: DesktopApi | null = window.desktop ?? null;

/** Through the shell where there is one: its window may be without the clipboard permission. */
export async function copyText(text: string): Promise<void> {
  if (desktop !== null) await desktop.copyText({ text });
  else await navigator.clipboard.writeText(text);
}
