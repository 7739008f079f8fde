/** Monaco's colours from the panel's tokens, light and dark; they follow the theme while the editor is open. */
import { monaco } from "./monaco.ts";

const root = document.documentElement;
let isFollowing = false;

export function followTheme(): void {
  if (isFollowing) return;
  isFollowing = true;
  apply();
  new MutationObserver(apply).observe(root, { attributes: true, attributeFilter: ["data-theme"] });
}

function apply(): void {
  const isDark = root.dataset["theme"] === "dark";
  const name = isDark ? "portico-dark" : "portico-light";
  monaco.editor.defineTheme(name, themeOf(isDark));
  monaco.editor.setTheme(name);
}

/** Token of the theme -> what of YAML is written in it. */
const rules: readonly (readonly [token: string, colour: string])[] = [
  ["", "ink"],
  ["type", "accent"],
  ["string", "ink"],
  ["number", "info"],
  ["keyword", "info"],
  ["comment", "muted"],
  ["operators", "muted"],
  ["delimiter", "muted"],
  ["tag", "warn"],
  ["namespace", "warn"],
];

/**
 * Monaco's names -> our token, with its opacity in light and dark where it is not whole.
 *
 * Of a difference the grounds lie over each other: words keep 4.5:1 on both together.
 */
const colours: Readonly<Record<string, readonly [colour: string, light?: string, dark?: string]>> = {
  "editor.background": ["surface"],
  "editor.foreground": ["ink"],
  "editorLineNumber.foreground": ["faint"],
  "editorLineNumber.activeForeground": ["ink"],
  "editorCursor.foreground": ["accent"],
  "editor.selectionBackground": ["accent", "33", "55"],
  "editor.inactiveSelectionBackground": ["accent", "22", "22"],
  "editor.lineHighlightBackground": ["hover", "80", "80"],
  "editor.lineHighlightBorder": ["hover", "00", "00"],
  "editorIndentGuide.background1": ["line"],
  "editorIndentGuide.activeBackground1": ["line-strong"],
  "editorWidget.background": ["raised"],
  "editorWidget.foreground": ["ink"],
  "editorWidget.border": ["line-strong"],
  "editorHoverWidget.background": ["raised"],
  "editorHoverWidget.border": ["line-strong"],
  "editorSuggestWidget.background": ["raised"],
  "editorSuggestWidget.border": ["line-strong"],
  "editorSuggestWidget.foreground": ["ink"],
  "editorSuggestWidget.selectedBackground": ["selected"],
  "editorSuggestWidget.selectedForeground": ["ink"],
  "editorSuggestWidget.highlightForeground": ["accent"],
  "editorSuggestWidget.focusHighlightForeground": ["accent"],
  "list.hoverBackground": ["hover"],
  "editorCodeLens.foreground": ["faint"],
  "editorError.foreground": ["danger"],
  "editorWarning.foreground": ["warn"],
  "editorInfo.foreground": ["info"],
  "editorGutter.background": ["surface"],
  "editorStickyScroll.background": ["surface"],
  "editorStickyScrollHover.background": ["hover"],
  "editorStickyScroll.border": ["line"],
  "diffEditor.insertedLineBackground": ["ok", "1c", "22"],
  "diffEditor.removedLineBackground": ["danger", "18", "26"],
  "diffEditor.insertedTextBackground": ["ok", "20", "26"],
  "diffEditor.removedTextBackground": ["danger", "1c", "26"],
  "diffEditor.unchangedRegionBackground": ["sunken"],
  "diffEditor.unchangedRegionForeground": ["muted"],
  "diffEditor.diagonalFill": ["line"],
  focusBorder: ["accent"],
  "input.background": ["surface"],
  "input.foreground": ["ink"],
  "input.border": ["line-strong"],
  "menu.background": ["raised"],
  "menu.foreground": ["ink"],
  "menu.selectionBackground": ["selected"],
  "menu.selectionForeground": ["ink"],
  "quickInput.background": ["raised"],
  "quickInput.foreground": ["ink"],
  "quickInputList.focusBackground": ["selected"],
  "quickInputList.focusForeground": ["ink"],
  "scrollbarSlider.background": ["line-strong", "88", "88"],
  "scrollbarSlider.hoverBackground": ["line-strong", "bb", "bb"],
  "scrollbarSlider.activeBackground": ["line-strong"],
};

function themeOf(isDark: boolean): monaco.editor.IStandaloneThemeData {
  const styles = getComputedStyle(root);
  const value = (name: string): string => hexOf(styles.getPropertyValue(`--${name}`));
  return {
    base: isDark ? "vs-dark" : "vs",
    inherit: true,
    // The base theme has rules of its own for YAML, which a rule for all languages would not go before.
    rules: rules.flatMap(([token, colour]) =>
      [token, token === "" ? "" : `${token}.yaml`].map((name) => ({ token: name, foreground: value(colour) })),
    ),
    colors: Object.fromEntries(
      Object.entries(colours).map(([name, [colour, light = "", dark = ""]]) => [
        name,
        value(colour) + (isDark ? dark : light),
      ]),
    ),
  };
}

/** Monaco takes only `#rrggbb`; a build may have made `#rgb` of it. */
function hexOf(value: string): string {
  const text = value.trim().replace(/^#([0-9a-f])([0-9a-f])([0-9a-f])$/i, "#$1$1$2$2$3$3");
  return /^#[0-9a-f]{6}$/i.test(text) ? text : "#808080";
}
