/** What can be done about a finding in the text it was found in. Empty when only its words can help. */
import type { Finding, FindingCode } from "../../../gateway/contract/findings.ts";
import { providerTable } from "../../../gateway/contract/providers.ts";
import { readEntries } from "../language/yaml-entries.ts";
import { childOf, pathOf, type YamlEntry } from "../language/yaml-entry.ts";
import { yamlText } from "../language/yaml-text.ts";
import { entryAt } from "./entry-at.ts";
import { textFix, type Fix, type FixInput } from "./fix.ts";
import { moveKey, removeEarlier } from "./key-fixes.ts";
import { moveSecret } from "./secret-fix.ts";

type Fixer = (input: FixInput) => readonly Fix[];

const fixers: Partial<Record<FindingCode, Fixer>> = {
  unset_variable: setVariable,
  master_key_unset: setVariable,
  missing_api_key: setKeyVariable,
  unexpanded_variable: readVariable,
  unknown_key: meantKey,
  misplaced_key: moveKey,
  missing_key: meantValue,
  unknown_provider: meantValue,
  unsupported_key: meantValue,
  fallback_unknown_alias: unknownAlias,
  shadowed_alias: removeHere,
  python_callback: removeCallback,
  duplicate_key: removeEarlier,
  duplicate_deployment: removeEntry,
  literal_secret: moveSecret,
};

export function fixesFor(finding: Finding, text: string): readonly Fix[] {
  if (finding.code === "master_key_missing") return [addMasterKey];
  const root = readEntries(text);
  const entry = entryAt(text, root, finding);
  return entry === null ? [] : (fixers[finding.code]?.({ finding, text, root, entry }) ?? []);
}

const variable = /^os\.environ\/([A-Za-z_][A-Za-z0-9_]{0,127})$/;

function setVariable({ entry }: FixInput): Fix[] {
  const name = variable.exec(entry.text)?.[1];
  return name === undefined ? [] : [{ title: "set_variable", name, act: { kind: "variable", name } }];
}

function setKeyVariable({ entry, text }: FixInput): Fix[] {
  const params = entry.key === "model" ? entry.parent : (childOf(entry, "litellm_params") ?? entry);
  const prefix = providerTable.get((childOf(params ?? entry, "model")?.text ?? "").split("/", 1)[0] ?? "");
  const name = prefix?.keyEnv[0];
  return name === undefined || text === "" ? [] : [{ title: "set_variable", name, act: { kind: "variable", name } }];
}

function readVariable({ entry }: FixInput): Fix[] {
  const name = /^\$\{([A-Za-z_]\w*)\}$/.exec(entry.text)?.[1];
  if (name === undefined) return [];
  return [textFix("read_variable", name, entry.valueFrom, entry.valueTo, `os.environ/${name}`)];
}

function meantKey({ finding: { suggestion }, entry }: FixInput): Fix[] {
  const isThere = suggestion !== undefined && childOf(entry.parent ?? undefined, suggestion) !== undefined;
  if (suggestion === undefined || isThere || entry.key === null) return [];
  return [textFix("did_you_mean", suggestion, entry.from, entry.to, yamlText(suggestion))];
}

function meantValue({ finding: { suggestion }, entry }: FixInput): Fix[] {
  if (suggestion === undefined || entry.shape !== "text") return [];
  return [textFix("did_you_mean", suggestion, entry.valueFrom, entry.valueTo, yamlText(suggestion))];
}

/** The name stands as a key (the group that falls back), or as a value. */
function unknownAlias({ finding, entry, text }: FixInput): Fix[] {
  const isValue = entry.shape === "text" && (entry.key === null || finding.path.includes("model_group_alias"));
  const name = isValue ? entry.text : (entry.key ?? "");
  if (name === "") return [];
  const { suggestion } = finding;
  const [from, to] = isValue ? [entry.valueFrom, entry.valueTo] : [entry.from, entry.to];
  const create: Fix = {
    title: "create_alias",
    name,
    act: {
      kind: "edits",
      edits: [
        {
          op: "insert",
          path: ["model_list"],
          value: { model_name: name, litellm_params: { model: placeholderModel } },
        },
      ],
      select: placeholderModel,
    },
  };
  const meant = suggestion === undefined ? [] : [textFix("did_you_mean", suggestion, from, to, yamlText(suggestion))];
  return [...meant, create, ...removeHere({ finding, entry, text, root: entry })];
}

/** Selected once it is written, so that typing goes on there. */
const placeholderModel = "provider/model";

function removeHere({ entry }: Pick<FixInput, "entry" | "finding" | "text" | "root">): Fix[] {
  const name = entry.key ?? entry.text;
  return [{ title: "remove_here", name, act: { kind: "edits", edits: [{ op: "remove", path: [...pathOf(entry)] }] } }];
}

/** Of a list only the item that is meant; which one that is, is not said: the words name it. */
function removeCallback({ finding, entry }: FixInput): Fix[] {
  const name = /`([^`]+)`/.exec(finding.message)?.[1] ?? "";
  const item = entry.shape === "list" ? entry.children.find(({ text }) => text === name) : entry;
  if (item === undefined) return [];
  return [{ title: "remove_here", name, act: { kind: "edits", edits: [{ op: "remove", path: [...pathOf(item)] }] } }];
}

function removeEntry({ entry }: FixInput): Fix[] {
  let item: YamlEntry | null = entry;
  while (item !== null && !(item.key === null && item.parent?.key === "model_list")) item = item.parent;
  if (item === null) return [];
  return [
    { title: "remove_entry", name: "", act: { kind: "edits", edits: [{ op: "remove", path: [...pathOf(item)] }] } },
  ];
}

const addMasterKey: Fix = {
  title: "add_master_key",
  name: "LITELLM_MASTER_KEY",
  act: {
    kind: "edits",
    edits: [{ op: "set", path: ["general_settings", "master_key"], value: "os.environ/LITELLM_MASTER_KEY" }],
  },
};
