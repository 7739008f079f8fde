/** What a key of the config does, as Markdown in the panel's language: its meaning, default, unit, and whether it counts. */
import i18next from "i18next";
import type { ConfigKey } from "../../../gateway/contract/config.ts";
import type { KeyDoc } from "../../../gateway/contract/key-doc.ts";

export function keyWords(doc: KeyDoc, { status, kind }: ConfigKey): string {
  const { t } = i18next;
  const meaning = i18next.language === "ko" ? doc.ko : doc.en;
  const unit = doc.unit === undefined ? "" : ` (${t(`editor.unit.${doc.unit}`)})`;
  const facts = [`${t("editor.kind")}: ${t(`editor.kindName.${kind}`)}${unit}`];
  if (doc.default !== undefined) facts.push(`${t("editor.default")}: \`${doc.default}\``);
  return [meaning, facts.join(" · "), t(`editor.status.${status}`)].join("\n\n");
}
