/**
 * What menu and tray can ask for: one list, so that both offer the same and say it in the same words.
 */
export interface ShellCommands {
  openPanel(): void;
  restartGateway(): void;
  copyBaseUrl(): void;
  revealConfig(): void;
  pickConfig(): void;
  quit(): void;
}
