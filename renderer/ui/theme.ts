/** Light, dark, or as the system says; remembered on this machine and put on the root element. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const storageKey = "portico.theme";
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();
let theme: Theme = stored();

export function startTheme(): void {
  apply();
  systemDark.addEventListener("change", apply);
}

export function currentTheme(): Theme {
  return theme;
}

export function setTheme(next: Theme): void {
  theme = next;
  localStorage.setItem(storageKey, next);
  apply();
  for (const listener of listeners) listener();
}

export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function stored(): Theme {
  const value = localStorage.getItem(storageKey);
  return themes.find((name) => name === value) ?? "system";
}

function apply(): void {
  const isDark = theme === "dark" || (theme === "system" && systemDark.matches);
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
}
