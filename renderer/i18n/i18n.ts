/** Sets up the two languages; the choice is remembered on this machine, and the system's language is the first guess. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

export const languages = { en: "English", ko: "한국어" } as const;
export type Language = keyof typeof languages;

const storageKey = "portico.language";

/** Every key as it is written: with hundreds of words, keys that are put together from the tree are too much for the compiler. */
type Keys<Table> = {
  [Key in keyof Table & string]: Table[Key] extends string ? Key : `${Key}.${Keys<Table[Key]>}`;
}[keyof Table & string];

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Readonly<Record<Keys<typeof en>, string>> };
    /** Of the types only: at run time the keys are paths. */
    keySeparator: false;
  }
}

export async function startI18n(): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: "en",
    resources: { en: { translation: en }, ko: { translation: ko } },
    // React escapes text itself.
    interpolation: { escapeValue: false },
  });
}

export function setLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
  void i18next.changeLanguage(language);
}

function firstLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  if (stored === "en" || stored === "ko") return stored;
  return navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
}
