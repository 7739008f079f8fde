/**
 * Lines that can only mean one thing: `key: value`, `- value`, a comment, nothing. No anchor, no quote left open, no block text.
 *
 * A list item made of them, well nested, reads the same whatever stands around it; so it need not be parsed to be left alone.
 */
const double = String.raw`"[^"\\\n\r]*"`;
const single = String.raw`'[^'\n\r]*'`;
const flowPlain = String.raw`[\w./][^\s,\[\]{}"'#:\\]*(?::[^\s,\[\]{}"'#:\\]+)*`;
const flowItem = `(?:${double}|${single}|${flowPlain})`;
const flowList = String.raw`\[ ?(?:${flowItem}(?:, ?${flowItem})*)? ?\]`;
const flowPair = `${flowItem}: (?:${flowItem}|${flowList})`;
const flowMap = String.raw`\{ ?(?:${flowPair}(?:, ?${flowPair})*)? ?\}`;
const plain = String.raw`(?:[^\s#&*!|>'"%@\x60{}\[\],?:\-]|-(?=[^\s\-]))(?:[^\s#:]|:(?=[^\s])|(?<=[^\s])#|[ ]+(?=[^\s#]))*`;
const value = `(?:${double}|${single}|${flowList}|${flowMap}|${plain})`;
const key = String.raw`(?:[A-Za-z_][\w.\/-]*|${double}|${single})`;
const comment = String.raw`#[^\n\r]*`;
const line = new RegExp(
  String.raw`^( *)(?:${comment}|((?:- +)*)(?:(-)|(${key}):(?: +(${value}))?|(${value}))(?: +${comment})?)?[ \t]*$`,
  "u",
);

interface Level {
  readonly column: number;
  readonly kind: "map" | "list";
}

/** @param lines  of one list item, without line ends; the first one begins with its dash */
export function isOrdinaryItem(lines: readonly string[]): boolean {
  const levels: Level[] = [];
  /** The last key or dash has no value yet. */
  let isOpen = true;
  for (const text of lines) {
    const found = line.exec(text);
    if (found === null) return false;
    const [, indent = "", dashes, bareDash, name, beside, alone] = found;
    if (dashes === undefined) continue;
    if (dashes === "" && bareDash === undefined && name === undefined) return false;
    const inner = indent.length + dashes.length;
    for (let at = dashes.indexOf("-"); at !== -1; at = dashes.indexOf("-", at + 1)) {
      if (!enter(levels, { column: indent.length + at, kind: "list" }, isOpen)) return false;
      isOpen = true;
    }
    if (bareDash !== undefined) {
      if (!enter(levels, { column: inner, kind: "list" }, isOpen)) return false;
      isOpen = true;
    }
    if (name !== undefined) {
      if (!enter(levels, { column: inner, kind: "map" }, isOpen)) return false;
      isOpen = beside === undefined;
    } else if (alone !== undefined) isOpen = false;
  }
  return true;
}

/** To a level that is there already, or to a new one below a key or dash that waits for its value. */
function enter(levels: Level[], next: Level, isOpen: boolean): boolean {
  const last = levels.at(-1);
  const isNew = last === undefined || next.column > last.column || (isOpen && isFlush(last, next));
  if (isNew) {
    if (!isOpen) return false;
    levels.push(next);
    return true;
  }
  while (isAbove(levels.at(-1), next)) levels.pop();
  const same = levels.at(-1);
  return same !== undefined && same.column === next.column && same.kind === next.kind;
}

/** Dashes may stand right below the key that holds them. */
function isFlush(last: Level, next: Level): boolean {
  return last.kind === "map" && next.kind === "list" && last.column === next.column;
}

/** Of two levels in one column the list is the inner one. */
function isAbove(level: Level | undefined, next: Level): boolean {
  if (level === undefined) return false;
  return level.column > next.column || (level.column === next.column && level.kind === "list" && next.kind === "map");
}
