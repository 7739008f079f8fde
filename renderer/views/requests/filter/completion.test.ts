import { describe, expect, it } from "vitest";
import { complete, fixedValues, loggedField, matchingFields, placeAt } from "./completion.ts";

/** The caret stands at `|`. */
const at = (text: string): ReturnType<typeof placeAt> => placeAt(text.replace("|", ""), text.indexOf("|"));

describe("completion", () => {
  it.each([
    ["|", { from: 0, field: null, part: "" }],
    ["al|", { from: 0, field: null, part: "al" }],
    ["is:error st|", { from: 9, field: null, part: "st" }],
    ["alias:q|", { from: 0, field: "alias", part: "q" }],
    ['x alias:"a b|', { from: 2, field: "alias", part: "a b" }],
    ["alias:q |", { from: 8, field: null, part: "" }],
    ["http://x|", null],
    ['"quoted wo|', null],
  ])("in %j stands at %o", (text, place) => {
    expect(at(text)).toEqual(place);
  });

  it("offers the fields that begin so, and the values of those whose values are fixed", () => {
    expect(matchingFields({ from: 0, field: null, part: "st" })).toEqual(["status", "state"]);
    expect(fixedValues({ from: 0, field: "is", part: "e" })).toEqual(["error"]);
    expect(fixedValues({ from: 0, field: "kind", part: "mess" })).toEqual(["messages"]);
    expect(loggedField({ from: 0, field: "tag", part: "" })).toBe("tag");
    expect(loggedField({ from: 0, field: "is", part: "" })).toBeNull();
  });

  it("fills in a field and goes on with its value, and a value and goes on with the next part", () => {
    expect(complete("al rest", 2, { from: 0, field: null, part: "al" }, "alias")).toEqual(["alias:rest", 6]);
    expect(complete("is:e", 4, { from: 0, field: "is", part: "e" }, "error")).toEqual(["is:error ", 9]);
    expect(complete("key:a", 5, { from: 0, field: "key", part: "a" }, "my key")).toEqual(['key:"my key" ', 13]);
  });
});
