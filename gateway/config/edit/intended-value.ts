/**
 * What a file must mean after an edit, by plain values alone: the measure that every planned text is held against.
 *
 * It knows nothing of text. An edit that makes no sense on the values is refused here.
 */
import type { ConfigEdit, ConfigPath, JsonValue } from "../../contract/config-edit.ts";
import type { PlainMap } from "../yaml-source.ts";
import { EditRefusal } from "./edit-refusal.ts";
import { withCanary, withCopies, withFallbacks, withNewName, withoutAlias } from "./intended-aliases.ts";
import { isPlainMap } from "./plain-values.ts";

/** @throws EditRefusal */
export function intendedValue(before: PlainMap, edit: ConfigEdit): PlainMap {
  const root = structuredClone(before);
  switch (edit.op) {
    case "set":
      set(root, edit.path, edit.value);
      return root;
    case "remove":
      remove(root, edit.path);
      return root;
    case "insert":
      insert(root, edit.path, edit.index, edit.value);
      return root;
    case "move":
      move(root, edit.path, edit.from, edit.to);
      return root;
    case "rename_key":
      renameKey(root, edit.path, edit.key);
      return root;
    case "rename_alias":
      return withNewName(root, edit);
    case "remove_alias":
      return withoutAlias(root, edit.alias);
    case "duplicate_alias":
      return withCopies(root, edit);
    case "canary":
      return withCanary(root, edit);
    case "set_fallbacks":
      return withFallbacks(root, edit);
  }
}

type Holder = PlainMap | unknown[];

/** The map or list that holds the path's last key, made where there is nothing. */
function holderOf(root: PlainMap, path: ConfigPath): Holder {
  let holder: Holder = root;
  for (const [depth, key] of path.slice(0, -1).entries()) {
    const next: unknown = read(holder, key);
    if (isHolder(next)) holder = next;
    else if (next === null || next === undefined) holder = write(holder, key, {}, path.slice(0, depth + 1)) as PlainMap; // just made
    else throw refusal(path.slice(0, depth + 1), `\`${key}\` is a single value here and holds no keys or items.`);
  }
  return holder;
}

function isHolder(value: unknown): value is Holder {
  return typeof value === "object" && value !== null;
}

function read(holder: Holder, key: string | number): unknown {
  if (Array.isArray(holder)) return typeof key === "number" ? holder[key] : undefined;
  return Object.hasOwn(holder, String(key)) ? holder[String(key)] : undefined;
}

const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);

function write(holder: Holder, key: string | number, value: unknown, path: ConfigPath): unknown {
  if (Array.isArray(holder)) {
    if (typeof key !== "number") throw refusal(path, "This is a list and has no keys.");
    if (key > holder.length) throw refusal(path, `The list has only ${holder.length} items.`);
    holder[key] = value;
  } else {
    if (forbiddenKeys.has(String(key))) throw refusal(path.slice(0, -1), `The key ${key} is not allowed.`);
    if (typeof key === "number" && !Object.hasOwn(holder, String(key)))
      throw refusal(path, "There is no list here to put an item into.");
    holder[String(key)] = value;
  }
  return value;
}

function set(root: PlainMap, path: ConfigPath, value: JsonValue): void {
  const key = path.at(-1);
  if (key !== undefined) write(holderOf(root, path), key, structuredClone(value), path);
}

function remove(root: PlainMap, path: ConfigPath): void {
  const key = path.at(-1);
  let holder: unknown = root;
  for (const part of path.slice(0, -1)) holder = isHolder(holder) ? read(holder, part) : undefined;
  if (key === undefined || !isHolder(holder)) return;
  if (!Array.isArray(holder)) delete holder[String(key)];
  else if (typeof key === "number" && key < holder.length) holder.splice(key, 1);
}

function insert(root: PlainMap, path: ConfigPath, index: number | undefined, value: JsonValue): void {
  const list = listAt(root, path, true);
  if (index !== undefined && index > list.length) throw refusal(path, `The list has only ${list.length} items.`);
  list.splice(index ?? list.length, 0, structuredClone(value));
}

function move(root: PlainMap, path: ConfigPath, from: number, to: number): void {
  const list = listAt(root, path, false);
  if (Math.max(from, to) >= list.length) throw refusal(path, `The list has only ${list.length} items.`);
  list.splice(to, 0, ...list.splice(from, 1));
}

function listAt(root: PlainMap, path: ConfigPath, isMade: boolean): unknown[] {
  const key = path.at(-1) ?? "";
  const holder = holderOf(root, path);
  const value = read(holder, key);
  if (Array.isArray(value)) return value as unknown[];
  if (!isMade || (value !== null && value !== undefined)) throw refusal(path, "There is no list here.");
  const list: unknown[] = [];
  write(holder, key, list, path);
  return list;
}

function renameKey(root: PlainMap, path: ConfigPath, name: string): void {
  const key = path.at(-1) ?? "";
  const holder = holderOf(root, path);
  if (!isPlainMap(holder) || !Object.hasOwn(holder, String(key)))
    throw refusal(path, `There is no key \`${key}\` here.`);
  if (name === String(key)) return;
  if (Object.hasOwn(holder, name))
    throw refusal([...path.slice(0, -1), name], `There is a key \`${name}\` here already.`);
  if (forbiddenKeys.has(name)) throw refusal(path, `The key ${name} is not allowed.`);
  holder[name] = holder[String(key)];
  delete holder[String(key)];
}

function refusal(path: ConfigPath, reason: string): EditRefusal {
  return new EditRefusal({ reason, hint: "Read the file again; it may have changed.", at: path });
}
