/** From a form to a draft: what was touched is sent, exactly; what is wrong is said where it stands. */
import { describe, expect, it } from "vitest";
import { keyDraftSchema } from "../../../gateway/contract/panel-keys.ts";
import { panelKey } from "./__fixtures__/panel-key.ts";
import { readForm } from "./key-draft.ts";
import { emptyForm, formOf, nextId, type KeyForm } from "./key-form.ts";

const full = panelKey({
  settings: {
    key_alias: "notebook",
    models: ["demo", "gpt-*"],
    aliases: { fast: "demo" },
    max_budget: "12.345678901",
    soft_budget: "0.1",
    budget_duration: "30d",
    max_parallel_requests: 4,
    rpm_limit: 60,
    tpm_limit: 90_000,
    model_max_budget: { demo: { max_budget: "0.000000001", budget_duration: "1d" } },
    model_rpm_limit: { demo: 5, other: 6 },
    model_tpm_limit: { third: 7 },
    metadata: { team: { name: "a" } },
    tags: ["nightly"],
    allowed_routes: ["llm_api_routes", "/v1/models"],
    user_id: "ann",
    team_id: "red",
    organization_id: "org",
  },
});

const row = { id: 0, alias: "", budget: "", duration: "", rpm: "", tpm: "" };

describe("a form", () => {
  it("of a stored key sends nothing until it is touched", () => {
    expect(readForm(formOf(full), formOf(full))).toEqual({ draft: {}, problems: {}, isChanged: false });
    expect(readForm(emptyForm, emptyForm)).toMatchObject({ draft: {}, isChanged: false });
  });

  it("holds every setting of a key: typed into an empty one it makes the same key", () => {
    const form: KeyForm = { ...formOf(full), expiry: "after", expiresIn: "7d" };
    const { draft, problems } = readForm(form, emptyForm);
    expect(problems).toEqual({});
    const { blocked: _blocked, ...settings } = full.settings;
    expect(draft).toEqual({ ...settings, duration: "7d" });
    expect(keyDraftSchema.parse(draft)).toEqual(draft);
  });

  it("that is emptied takes each limit away, and nothing else", () => {
    const before = formOf(full);
    expect(readForm({ ...before, maxBudget: " ", rpm: "", keyAlias: "", metadata: "" }, before).draft).toEqual({
      max_budget: null,
      rpm_limit: null,
      key_alias: null,
      metadata: {},
    });
    expect(readForm({ ...before, names: [], perModel: [], tags: [] }, before).draft).toEqual({
      aliases: {},
      model_max_budget: {},
      model_rpm_limit: {},
      model_tpm_limit: {},
      tags: [],
    });
    expect(readForm({ ...before, expiry: "never" }, before).draft).toEqual({ duration: null });
  });

  it.each<[string, Partial<KeyForm>, Record<string, string>]>([
    ["money", { maxBudget: "5 won", softBudget: "0.0000000001" }, { maxBudget: "notMoney", softBudget: "tooFine" }],
    ["counts", { rpm: "1.5", tpm: "many", parallel: "-1" }, { rpm: "notCount", tpm: "notCount", parallel: "notCount" }],
    ["durations", { budgetDuration: "monthly" }, { budgetDuration: "notDuration" }],
    ["an expiry without a length", { expiry: "after" }, { expiresIn: "noDuration" }],
    ["an expiry", { expiry: "after", expiresIn: "soon" }, { expiresIn: "notDuration" }],
    ["JSON", { metadata: "{" }, { metadata: "notJson" }],
    ["JSON that is no object", { metadata: "[1]" }, { metadata: "notObject" }],
    ["routes", { allowedRoutes: ["everything"] }, { allowedRoutes: "notRoute" }],
    [
      "names",
      {
        names: [
          { id: 0, name: "a", target: "" },
          { id: 1, name: "a", target: "b" },
          { id: 2, name: "", target: "c" },
        ],
      },
      { "names.0.target": "noTarget", "names.1.name": "twice", "names.2.name": "noName" },
    ],
    [
      "limits of models",
      {
        perModel: [
          { ...row, id: 0, alias: "a", budget: "x" },
          { ...row, id: 1, alias: "a", rpm: "5" },
          { ...row, id: 2, alias: "b" },
          { ...row, id: 3, alias: "c", duration: "1d" },
        ],
      },
      {
        "perModel.0.budget": "notMoney",
        "perModel.1.alias": "twice",
        "perModel.2.budget": "noLimit",
        "perModel.3.budget": "durationAlone",
      },
    ],
  ])("says what is wrong with %s, at its place, and sends nothing", (_name, change, problems) => {
    expect(readForm({ ...emptyForm, ...change }, emptyForm)).toEqual({ draft: null, problems, isChanged: true });
  });

  it("takes thousands with commas, in counts as in money", () => {
    expect(readForm({ ...emptyForm, tpm: "90,000", maxBudget: "$1,200" }, emptyForm).draft).toEqual({
      tpm_limit: 90_000,
      max_budget: "1200",
    });
    expect(readForm({ ...emptyForm, tpm: "9,0" }, emptyForm).problems).toEqual({ tpm: "notCount" });
  });

  it("gives a new row an id of its own", () => {
    expect([nextId([]), nextId([{ id: 4 }, { id: 1 }])]).toEqual([0, 5]);
  });
});
