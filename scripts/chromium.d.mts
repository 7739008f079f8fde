/** @returns the program's path; "" when Playwright knows its own; null when none could be had */
export function findOrInstallChromium(): string | null;
