/** What an act is about, as its request names it, and what its answer tells of it. */
import type { FastifyRequest } from "fastify";
import { isRecord, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import type { AuditObject } from "../../contract/audit.ts";
import type { RunningAct } from "../../telemetry/audit/audit-acts.ts";
import { valueChanges } from "../../telemetry/audit/value-changes.ts";
import type { AuditKind } from "./audit-table.ts";
import { keyNamed, watchKeys, type KeyActParts } from "./key-acts.ts";

type Body = Readonly<Record<string, unknown>>;

const longestId = 200;

export function subjectOf(kind: AuditKind, request: FastifyRequest, { keys }: KeyActParts): AuditObject {
  const sent = sentIn(request);
  switch (kind) {
    case "key":
      return keyNamed(sent, keys);
    case "model":
      return modelNamed(sent);
    case "config":
      return {
        kind,
        id: recordsOf(sent["files"])
          .flatMap(({ file }) => textOf(file) ?? [])
          .join(", "),
        name: null,
      };
    case "variable":
      return { kind, id: textOf(sent["name"]) ?? "", name: null };
    case "requests":
    case "audit":
    case "session":
      return { kind, id: idsIn(sent).join(" ").slice(0, longestId), name: null };
  }
}

/** To be called just before the act is done. @returns what is to be called with its answer, or without one */
export function watchAct(
  kind: AuditKind,
  request: FastifyRequest,
  parts: KeyActParts,
): (act: RunningAct, answer: unknown) => void {
  const sent = sentIn(request);
  if (kind === "key") return watchKeys(sent, parts);
  return (act, answer) => {
    if (answer === undefined) return;
    if (kind === "config" && recordOf(answer)?.["outcome"] === "conflict")
      act.outcome = {
        result: "refused",
        status: 200,
        code: "conflict",
        reason: "Another program wrote the file meanwhile.",
      };
    if (kind === "model") act.object = modelMade(answer, act.object);
    if (kind === "variable") act.changes.push({ path: act.object.id, before: null, after: "[secret]" });
    if (kind === "requests" || kind === "audit")
      act.changes.push(...valueChanges({}, { ...asked(sent), ...counted(answer) }));
  };
}

/** A body as the route will read it, and what the path says; a body that is none is the route's to refuse. */
function sentIn({ body, params }: FastifyRequest): Body {
  const path = recordOf(params) ?? {};
  const named = { ...path, ...(textOf(path["id"]) === null ? {} : { key: path["id"] }) };
  try {
    const sent: unknown = JSON.parse(Buffer.isBuffer(body) ? body.toString("utf8") : "{}");
    return { ...(isRecord(sent) ? sent : {}), ...named };
  } catch {
    return named;
  }
}

function modelNamed(sent: Body): AuditObject {
  const id = textOf(recordOf(sent["model_info"])?.["id"]) ?? textOf(sent["id"]) ?? "";
  return { kind: "model", id, name: textOf(sent["model_name"]) };
}

/** A new model learns its id when it is made. */
function modelMade(answer: unknown, named: AuditObject): AuditObject {
  const made = recordOf(answer) ?? {};
  const id = textOf(made["model_id"]) ?? textOf(recordOf(made["model_info"])?.["id"]);
  return { kind: "model", id: id ?? named.id, name: textOf(made["model_name"]) ?? named.name };
}

function idsIn(sent: Body): string[] {
  const { ids } = sent;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
}

/** What was asked of the log, the ids counted. */
function asked({ ids, ...rest }: Body): Body {
  return { ...rest, ...(Array.isArray(ids) ? { count: ids.length } : {}) };
}

function counted(answer: unknown): Body {
  const deleted = recordOf(answer)?.["deleted"];
  return typeof deleted === "number" ? { deleted } : {};
}
