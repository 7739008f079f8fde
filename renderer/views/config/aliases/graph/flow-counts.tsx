/** The numbers on a card: requests a minute, running ones, failed ones; the day when the minute is quiet. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "../../../../ui/format.ts";
import { useFlow } from "../traffic/traffic-context.tsx";

export function FlowCounts({ flowKey }: { readonly flowKey: string }): ReactNode {
  const { t } = useTranslation();
  const { perMinute, running, errorsPerMinute, day, dayErrors } = useFlow(flowKey);
  const isQuiet = perMinute === 0 && running === 0;
  if (isQuiet && day === 0) return <span className="truncate text-faint">{t("aliases.quiet")}</span>;
  const errors = isQuiet ? dayErrors : errorsPerMinute;
  return (
    <span className="flex gap-2 truncate">
      <span className={isQuiet ? "text-faint" : "text-muted"}>
        {isQuiet
          ? t("aliases.perDay", { number: formatCount(day) })
          : t("aliases.perMinute", { number: formatCount(perMinute) })}
      </span>
      {running > 0 && (
        <span className="font-medium text-accent">{t("aliases.running", { number: formatCount(running) })}</span>
      )}
      {errors > 0 && <span className="text-danger">{t("aliases.errors", { number: formatCount(errors) })}</span>}
    </span>
  );
}
