/** What the config says of new keys: what it fills in, and the most it allows. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keysQuery } from "../../api/key-queries.ts";

export function FileRules(): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(keysQuery);
  if (data === undefined) return null;
  const textOf = (fields: Readonly<Record<string, string>>): string =>
    Object.entries(fields)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ");
  const [defaults, bounds] = [textOf(data.defaults), textOf(data.bounds)];
  if (defaults === "" && bounds === "") return null;
  return (
    <div className="rounded-md bg-sunken px-3 py-2 text-sm text-muted wrap-anywhere">
      {defaults !== "" && <p>{t("virtualKeys.form.fileDefaults", { fields: defaults })}</p>}
      {bounds !== "" && <p>{t("virtualKeys.form.fileBounds", { fields: bounds })}</p>}
    </div>
  );
}
