/** What a name of a report is called here: what has none is said in words. */
import { useTranslation } from "react-i18next";
import { otherNames, type UsageScope } from "../../../../gateway/contract/usage-figures.ts";

export function useNameOf(by: UsageScope): (id: string, label: string) => string {
  const { t } = useTranslation();
  return (id, label) => {
    if (id === otherNames) return t("usage.rare");
    return id === "" ? t(`usage.nameless.${by}`) : label;
  };
}
