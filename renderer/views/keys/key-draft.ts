/**
 * From a form to what the gateway is asked: only what was changed, each value checked where it stands.
 *
 * Law: with a problem there is no draft, and a field that nobody touched is never sent.
 */
import type { KeyDraft } from "../../../gateway/contract/panel-keys.ts";
import { durationPattern, keySettingsSchema } from "../../../gateway/contract/virtual-key.ts";
import type { KeyForm, ModelRow } from "./key-form.ts";
import { readMoney, type MoneyProblem } from "./money-input.ts";

export type FieldProblem =
  | MoneyProblem
  | "notCount"
  | "notDuration"
  | "noDuration"
  | "notJson"
  | "notObject"
  | "noName"
  | "noTarget"
  | "noLimit"
  | "twice"
  | "notRoute"
  | "durationAlone";

/** By field, or by `perModel.0.budget` for one of its rows. */
export type Problems = Readonly<Record<string, FieldProblem>>;

export interface ReadForm {
  /** null when something is wrong. */
  readonly draft: KeyDraft | null;
  readonly problems: Problems;
  readonly isChanged: boolean;
}

type Note = (field: string, problem: FieldProblem) => null;
type Reader = (form: KeyForm, note: Note) => KeyDraft;

/** Which fields each part of the draft is made of. */
const readers: readonly (readonly [fields: readonly (keyof KeyForm)[], read: Reader])[] = [
  [["keyAlias"], ({ keyAlias }) => ({ key_alias: textOrNull(keyAlias) })],
  [["userId"], ({ userId }) => ({ user_id: textOrNull(userId) })],
  [["teamId"], ({ teamId }) => ({ team_id: textOrNull(teamId) })],
  [["organizationId"], ({ organizationId }) => ({ organization_id: textOrNull(organizationId) })],
  [["models"], ({ models }) => ({ models: [...models] })],
  [["tags"], ({ tags }) => ({ tags: [...tags] })],
  [["allowedRoutes"], readRoutes],
  [["names"], readNames],
  [["maxBudget"], ({ maxBudget }, note) => ({ max_budget: money(maxBudget, "maxBudget", note) })],
  [["softBudget"], ({ softBudget }, note) => ({ soft_budget: money(softBudget, "softBudget", note) })],
  [
    ["budgetDuration"],
    ({ budgetDuration }, note) => ({ budget_duration: duration(budgetDuration, "budgetDuration", note) }),
  ],
  [["rpm"], ({ rpm }, note) => ({ rpm_limit: count(rpm, "rpm", note) })],
  [["tpm"], ({ tpm }, note) => ({ tpm_limit: count(tpm, "tpm", note) })],
  [["parallel"], ({ parallel }, note) => ({ max_parallel_requests: count(parallel, "parallel", note) })],
  [["perModel"], readPerModel],
  [["expiry", "expiresIn"], readExpiry],
  [["metadata"], readMetadata],
];

/** @param before  as it stood when it was opened */
export function readForm(form: KeyForm, before: KeyForm): ReadForm {
  const problems: Record<string, FieldProblem> = {};
  const note: Note = (field, problem) => {
    problems[field] = problem;
    return null;
  };
  let draft: KeyDraft = {};
  for (const [fields, read] of readers) {
    const isTouched = fields.some((name) => JSON.stringify(form[name]) !== JSON.stringify(before[name]));
    if (isTouched) draft = { ...draft, ...read(form, note) };
  }
  const hasProblem = Object.keys(problems).length > 0;
  return { draft: hasProblem ? null : draft, problems, isChanged: hasProblem || Object.keys(draft).length > 0 };
}

function textOrNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

function money(text: string, field: string, note: Note): string | null {
  if (text.trim() === "") return null;
  const read = readMoney(text);
  return "usd" in read ? read.usd : note(field, read.problem);
}

function count(text: string, field: string, note: Note): number | null {
  const plain = text.trim().replaceAll(/,(?=\d{3}(\D|$))/g, "");
  if (plain === "") return null;
  return /^\d{1,15}$/.test(plain) ? Number(plain) : note(field, "notCount");
}

function duration(text: string, field: string, note: Note): string | null {
  if (text.trim() === "") return null;
  return durationPattern.test(text.trim()) ? text.trim() : note(field, "notDuration");
}

function readRoutes({ allowedRoutes }: KeyForm, note: Note): KeyDraft {
  if (!keySettingsSchema.shape.allowed_routes.safeParse(allowedRoutes).success) note("allowedRoutes", "notRoute");
  return { allowed_routes: [...allowedRoutes] };
}

function readNames({ names }: KeyForm, note: Note): KeyDraft {
  const aliases: Record<string, string> = {};
  for (const [index, row] of names.entries()) {
    const [name, target] = [row.name.trim(), row.target.trim()];
    if (name === "") note(`names.${index}.name`, "noName");
    else if (Object.hasOwn(aliases, name)) note(`names.${index}.name`, "twice");
    if (target === "") note(`names.${index}.target`, "noTarget");
    aliases[name] = target;
  }
  return { aliases };
}

interface ModelLimits {
  readonly budgets: NonNullable<KeyDraft["model_max_budget"]>;
  readonly rpm: Record<string, number>;
  readonly tpm: Record<string, number>;
}

function readPerModel({ perModel }: KeyForm, note: Note): KeyDraft {
  const limits: ModelLimits = { budgets: {}, rpm: {}, tpm: {} };
  const seen = new Set<string>();
  for (const [index, row] of perModel.entries()) {
    const alias = row.alias.trim();
    if (alias === "") note(`perModel.${index}.alias`, "noName");
    else if (seen.has(alias)) note(`perModel.${index}.alias`, "twice");
    seen.add(alias);
    readModelRow({ ...row, alias }, (field, problem) => note(`perModel.${index}.${field}`, problem), limits);
  }
  return { model_max_budget: limits.budgets, model_rpm_limit: limits.rpm, model_tpm_limit: limits.tpm };
}

function readModelRow(row: ModelRow, note: Note, { budgets, rpm, tpm }: ModelLimits): void {
  const { alias } = row;
  const max = money(row.budget, "budget", note);
  const period = duration(row.duration, "duration", note);
  const [requests, tokens] = [count(row.rpm, "rpm", note), count(row.tpm, "tpm", note)];
  if (max !== null) budgets[alias] = { max_budget: max, budget_duration: period };
  if (requests !== null) rpm[alias] = requests;
  if (tokens !== null) tpm[alias] = tokens;
  if (row.budget.trim() !== "") return;
  if (row.duration.trim() !== "") note("budget", "durationAlone");
  else if (row.rpm.trim() === "" && row.tpm.trim() === "") note("budget", "noLimit");
}

function readExpiry({ expiry, expiresIn }: KeyForm, note: Note): KeyDraft {
  if (expiry === "keep") return {};
  if (expiry === "never") return { duration: null };
  if (expiresIn.trim() === "") note("expiresIn", "noDuration");
  return { duration: duration(expiresIn, "expiresIn", note) };
}

function readMetadata({ metadata }: KeyForm, note: Note): KeyDraft {
  if (metadata.trim() === "") return { metadata: {} };
  let value: unknown;
  try {
    value = JSON.parse(metadata);
  } catch {
    note("metadata", "notJson");
    return {};
  }
  const parsed = keySettingsSchema.shape.metadata.safeParse(value);
  if (!parsed.success) note("metadata", "notObject");
  return parsed.success ? { metadata: parsed.data } : {};
}
