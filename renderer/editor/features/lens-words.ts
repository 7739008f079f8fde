/** The words of a lens. What is not known is left out, never shown as 0. */
import i18next from "i18next";
import { formatDuration } from "../../ui/format.ts";
import type { CatalogRow, DeploymentTest } from "../../../gateway/contract/model-catalog.ts";

export function lensWords(row: CatalogRow, areCallsCounted: boolean): string {
  const { health, healthReason, calls, medianFirstTokenMs, price, isMock } = row;
  const { t } = i18next;
  const { inputPerMillion: input, outputPerMillion: output } = price;
  const parts = [
    t(`editor.lens.health.${health}`) +
      (health === "healthy" || healthReason === null ? "" : ` (${short(healthReason)})`),
    areCallsCounted ? t("editor.lens.calls", { count: calls }) : null,
    medianFirstTokenMs === null ? null : t("editor.lens.firstToken", { time: formatDuration(medianFirstTokenMs) }),
    isMock ? t("editor.lens.mock") : null,
    input === null || output === null || isMock ? null : t("editor.lens.price", { input, output }),
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

export function testWords({ isOk, status, totalMs, text }: DeploymentTest): string {
  const what = isOk ? `✓ ${formatDuration(totalMs)}` : `✗ ${status ?? ""}`.trim();
  return `${what} ${short(text)}`;
}

/** Monaco reads `$(name)` in a lens as an icon. */
function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").replaceAll("$(", "$ (");
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
