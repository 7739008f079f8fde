import { describe, expect, it } from "vitest";
import { placeAt } from "./place.ts";

/** The place of `|` in a text. */
function at(marked: string): ReturnType<typeof placeAt> {
  const offset = marked.indexOf("|");
  return placeAt(marked.slice(0, offset) + marked.slice(offset + 1), offset);
}

const key = (marked: string): unknown => {
  const place = at(marked);
  return place?.at === "key" ? [place.path.join("."), [...place.present].sort()] : place;
};
const value = (marked: string): unknown => {
  const place = at(marked);
  const text = marked.replace("|", "");
  return place?.at === "value" ? [place.path.join("."), text.slice(place.from, place.to)] : place;
};

describe("the place of the cursor", () => {
  it("is a key of the top at the start of a line, with the sections that are there", () => {
    expect(key("model_list: []\n|\nrouter_settings: {}\n")).toEqual(["", ["model_list", "router_settings"]]);
    expect(key("ro|")).toEqual(["", []]);
    expect(key("|")).toEqual(["", []]);
  });

  it("is a key of an entry, whether the line begins with the dash or stands below it", () => {
    expect(key("model_list:\n  - mo|\n")).toEqual(["model_list.0", []]);
    expect(key("model_list:\n- |\n")).toEqual(["model_list.0", []]);
    expect(key("model_list:\n  - model_name: a\n    li|\n  - model_name: b\n")).toEqual([
      "model_list.0",
      ["model_name"],
    ]);
    expect(key("model_list:\n  - model_name: a\n  - mo|\n")).toEqual(["model_list.1", []]);
  });

  it("is a key of litellm_params on an empty line in its column, and of the entry one column set further out", () => {
    const text = "model_list:\n  - model_name: a\n    litellm_params:\n      model: x/y\n";
    expect(key(`${text}      |\n`)).toEqual(["model_list.0.litellm_params", ["model"]]);
    expect(key(`${text}    |\n`)).toEqual(["model_list.0", ["litellm_params", "model_name"]]);
    expect(key(`${text}|`)).toEqual(["", ["model_list"]]);
    expect(at(`${text}     |\n`)).toBeNull();
  });

  it("knows the keys below the cursor too", () => {
    expect(key("router_settings:\n  |\n  timeout: 3\n")).toEqual(["router_settings", ["timeout"]]);
  });

  it("replaces the whole key under the cursor and leaves its colon", () => {
    const place = at("router_settings:\n  tim|eout: 3\n  num_retries: 1\n");
    expect(place).toMatchObject({ at: "key", from: 19, to: 26, hasColon: true, present: ["num_retries"] });
  });

  it("is a value behind the colon, with all of what is written", () => {
    expect(value("router_settings:\n  routing_strategy: |\n")).toEqual(["router_settings.routing_strategy", ""]);
    expect(value("router_settings:\n  routing_strategy: least|-busy # c\n")).toEqual([
      "router_settings.routing_strategy",
      "least-busy",
    ]);
    expect(value("a:\n  - b: 'x|y'\n")).toEqual(["a.0.b", "'xy'"]);
    expect(at("a:|\n")).toMatchObject({ at: "value", needsSpace: true });
  });

  it("is found inside brackets: keys, values, items, also on further lines", () => {
    expect(key("model_list:\n  - {model_name: a, |}\n")).toEqual(["model_list.0", ["model_name"]]);
    expect(key("model_list:\n  - model_name: a\n    litellm_params: {model: x/y, ap|}\n")).toEqual([
      "model_list.0.litellm_params",
      ["model"],
    ]);
    expect(value("a: {b: |}\n")).toEqual(["a.b", ""]);
    expect(value("a: {b: c|, d: e}\n")).toEqual(["a.b", "c"]);
    expect(value("r:\n  f: [{x: [y|]}]\n")).toEqual(["r.f.0.x.0", "y"]);
    expect(value("r:\n  f: [{x: [y, |]}]\n")).toEqual(["r.f.0.x.1", ""]);
    expect(key("r: {\n  a: 1,\n  |\n}\n")).toEqual(["r", ["a"]]);
  });

  it("is nowhere in a comment, in a block of text, and behind a bracket that is closed", () => {
    expect(at("a: 1 # no|te\n")).toBeNull();
    expect(at("a: |\n")).not.toBeNull();
    expect(placeAt("a: >\n  some text\n  more\nb: 1\n", 9)).toBeNull();
    expect(at("a: {b: 1}|\n")).toBeNull();
  });

  it("is not fooled by a bracket that is still open: the next entry is one of its own", () => {
    expect(value("a: {b: c,\nd: |\n")).toEqual(["d", ""]);
  });

  it("counts the same with CR LF line ends and Korean text", () => {
    expect(key("# 별칭\r\nmodel_list:\r\n  - model_name: 한글\r\n    |\r\n")).toEqual(["model_list.0", ["model_name"]]);
  });
});
