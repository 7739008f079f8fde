/** Sets up the two languages; the choice is remembered on this machine, and the system's language is the first guess. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { en, Messages } from "./en.ts";

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
  const first = firstLanguage();
  await i18next.use(initReactI18next).init({
    lng: first,
    fallbackLng: false,
    resources: { [first]: { translation: await wordsOf(first) } },
    // React escapes text itself.
    interpolation: { escapeValue: false },
  });
}

export async function setLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language);
  if (!i18next.hasResourceBundle(language, "translation"))
    i18next.addResourceBundle(language, "translation", await wordsOf(language));
  await i18next.changeLanguage(language);
}

/** Each language has every word, so one of them is enough to begin with. */
async function wordsOf(language: Language): Promise<Messages> {
  return language === "ko" ? (await import("./ko.ts")).ko : (await import("./en.ts")).en;
}

function firstLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  if (stored === "en" || stored === "ko") return stored;
  return navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
}
