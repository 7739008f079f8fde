/**
 * Whether a row of the log can be sent again as it was: only when every byte of its body is there.
 *
 * Stored bodies are redacted and capped. A replay of half a body would be another request under the same name, so it is
 * refused and the reason is said.
 */
import { mask } from "../../base/redact.ts";
import type { Catalog } from "../../contract/deployment.ts";
import { GatewayError } from "../../contract/errors.ts";
import { operations, type Operation } from "../../contract/operations.ts";
import type { ReplayHindrance } from "../../contract/replay.ts";
import type { SpendLogDetail } from "../../contract/spend-log.ts";
import { forcedModel } from "../forced-model.ts";

export type ReplayedRow = Pick<SpendLogDetail, "state" | "operation" | "requestBody" | "requestBytes">;

export function hindranceOf(row: ReplayedRow | null): ReplayHindrance | null {
  if (row === null) return "gone";
  if (row.state === "in_flight") return "running";
  if (row.operation === "pass_through") return "pass_through";
  if (row.operation === "transcription" || row.operation === "translation") return "form";
  return row.requestBody === null ? "not_kept" : hindranceOfBody(row.requestBody, row.requestBytes);
}

function hindranceOfBody(body: string, realBytes: number): ReplayHindrance | null {
  if (/^\s*--/.test(body)) return "form";
  const bytes = Buffer.byteLength(body);
  if (!isJsonObject(body)) return bytes < realBytes ? "cut" : "not_json";
  if (body.includes(mask)) return "redacted";
  if (bytes === realBytes) return null;
  return bytes < realBytes ? "cut" : "not_json"; // longer: bytes that are no UTF-8
}

/** The same on another alias: what the file sends to one place whatever is asked for cannot be tried at another. */
export function hindranceOn(alias: string, row: ReplayedRow | null, { settings }: Catalog): ReplayHindrance | null {
  const hindrance = hindranceOf(row);
  if (hindrance !== null || row === null) return hindrance;
  return goesElsewhere(alias, row, settings) ? "forced_model" : null;
}

export function goesElsewhere(
  alias: string,
  row: Pick<SpendLogDetail, "operation">,
  settings: Catalog["settings"],
): boolean {
  const forced = forcedModel(operationOf(row), settings);
  return forced !== null && forced !== alias;
}

export function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** An operation of this version; the log may hold others. */
export function operationOf({ operation }: Pick<SpendLogDetail, "operation">): Operation {
  const known = operations.find((name) => name === operation);
  if (known === undefined)
    throw new GatewayError("replay_refused", { message: `This version does not know the operation ${operation}.` });
  return known;
}

const reasons: Readonly<Record<ReplayHindrance, string>> = {
  gone: "it is not in the log any more",
  running: "it still runs",
  pass_through: "it went through to a provider's own API, and the headers that go with it are not kept",
  form: "files went with it, which the log does not keep",
  not_kept: "the log did not keep its body",
  cut: "its body is longer than the log keeps (`portico.log.body_kb`), so its end is missing",
  redacted: `a secret stood in its body, which the log keeps as ${mask}`,
  forced_model: "the file sends every request of its kind to one alias (`completion_model` and its like)",
  not_json: "its body was no JSON, so it never got further than the door",
};

export function refusedReplay(hindrance: ReplayHindrance): GatewayError {
  const canBeEdited = hindrance === "redacted" || hindrance === "not_json";
  return new GatewayError(hindrance === "gone" ? "route_not_found" : "replay_refused", {
    message: `This request cannot be sent again as it was: ${reasons[hindrance]}.`,
    ...(canBeEdited ? { hint: "Edit its body and send that." } : {}),
  });
}

/** @param first  why the first of them cannot go; the others may have other reasons */
export function refusedRun(count: number, first: ReplayHindrance): GatewayError {
  const message =
    count === 1
      ? `This request cannot be sent again: ${reasons[first]}.`
      : `None of these ${count} requests can be sent again. Of the first: ${reasons[first]}.`;
  return new GatewayError("replay_refused", { message, hint: "Choose requests whose bodies the log kept whole." });
}
