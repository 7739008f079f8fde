/**
 * Scalars as PyYAML reads them, because LiteLLM's file is read by PyYAML: YAML 1.1 with PyYAML's own narrower patterns.
 *
 * `y` stays text, `2e-06` without a dot stays text, `010` is 8, `12:30:00` is 45000.
 * @source PyYAML's resolver patterns (yaml/resolver.py), checked against its answers in the fixtures
 */
import type { ScalarTag, Tags } from "yaml";

const boolTag = (test: RegExp, value: boolean): ScalarTag => ({
  tag: "tag:yaml.org,2002:bool",
  default: true,
  test,
  identify: (node) => node === value,
  resolve: () => value,
});

const floatTag: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  test: /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/,
  identify: (node) => typeof node === "number",
  resolve: (text) => Number(text.replaceAll("_", "")),
};

const intTag: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  test: /^[-+]?(?:0|[1-9][0-9_]*)$/,
  identify: (node) => typeof node === "number",
  resolve: (text) => Number(text.replaceAll("_", "")),
};

const octalTag: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  format: "OCT",
  test: /^[-+]?0[0-7_]+$/,
  identify: (node) => typeof node === "number",
  // `0_` is 0 for PyYAML.
  resolve: (text) => Number.parseInt(text.replaceAll("_", ""), 8) || 0,
};

const sexagesimalTag: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  format: "TIME",
  test: /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/,
  identify: (node) => typeof node === "number",
  resolve: (text) => {
    const sign = text.startsWith("-") ? -1 : 1;
    const parts = text.replace(/^[-+]/, "").replaceAll("_", "").split(":");
    return sign * parts.reduce((sum, part) => sum * 60 + Number(part), 0);
  },
};

const replaced: readonly ScalarTag[] = [
  boolTag(/^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, true),
  boolTag(/^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, false),
  floatTag,
  intTag,
  octalTag,
  sexagesimalTag,
];

/** Formats of YAML 1.1 whose patterns PyYAML shares and which therefore stay. */
const keptFormats = new Set(["BIN", "HEX"]);

/** For `customTags` of a document read with `version: "1.1"`. */
export function pyyamlTags(tags: Tags): Tags {
  const kept = tags.filter((tag) => {
    if (typeof tag === "string") return true;
    if (tag.tag === "tag:yaml.org,2002:bool") return false;
    if (tag.tag === "tag:yaml.org,2002:int") return keptFormats.has(tag.format ?? "");
    if (tag.tag === "tag:yaml.org,2002:float") return isInfinityOrTime(tag);
    return true;
  });
  return [...replaced, ...kept];
}

function isInfinityOrTime(tag: Tags[number]): boolean {
  if (typeof tag === "string" || !("test" in tag)) return false;
  return tag.format === "TIME" || (tag.format === undefined && tag.test?.test(".inf") === true);
}
