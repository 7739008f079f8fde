/** The audit log, put together: where acts are written, what tells of the config's loads, and what the panel asks. */
import type { Logger } from "pino";
import type { Clock } from "./base/clock.ts";
import { newRequestId } from "./base/ids.ts";
import type { Redactor } from "./base/redact.ts";
import type { LiveConfig } from "./config/live-config.ts";
import type { AuditOutcome, AuditState } from "./contract/audit.ts";
import type { Catalog } from "./contract/deployment.ts";
import type { AuditQuestions } from "./server/audit/audit-routes.ts";
import { auditFolder } from "./store/audit/audit-files.ts";
import { AuditLog } from "./store/audit/audit-log.ts";
import { auditPage, exportAudit } from "./store/audit/audit-reader.ts";
import { verifyChain } from "./store/audit/verify-chain.ts";
import {
  AuditActs,
  byGateway,
  done,
  nowhere,
  type ActChanges,
  type ActFacts,
  type RunningAct,
} from "./telemetry/audit/audit-acts.ts";
import { configChanges } from "./telemetry/audit/config-changes.ts";

const fileBytes = 16 * 1024 * 1024;

export interface AuditAround {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly config: LiveConfig;
  readonly redact: Redactor;
  readonly logger: Pick<Logger, "error">;
  readonly version: string;
}

export interface AuditParts {
  readonly acts: AuditActs;
  readonly questions: AuditQuestions;
  /** Both have their line. */
  started(address: string): Promise<void>;
  dispose(): Promise<void>;
}

export function auditParts({ dataDirectory, clock, config, redact, logger, version }: AuditAround): AuditParts {
  const folder = auditFolder(dataDirectory);
  const newId = (): string => newRequestId(clock.wallMs());
  const log = new AuditLog({
    folder,
    fileBytes,
    newId,
    nowMs: () => clock.wallMs(),
    report: (failure) => logger.error({ failure: redact(String(failure)) }, "the audit log cannot be written"),
  });
  const acts = new AuditActs({ sink: log, clock, newId, redact });
  tellOfLoads({ config, clock, redact }, acts);
  const tell = (act: "gateway.start" | "gateway.stop", address: string | null): Promise<void> => {
    const running = { path: "config", before: null, after: config.catalog.version };
    const object = { kind: "gateway", id: version, name: address };
    return acts.record({ act, who: byGateway, from: nowhere, object }, done, { changes: [running], leftOut: 0 });
  };
  return {
    acts,
    questions: {
      page: (query) => auditPage(folder, query),
      state: stateOf(dataDirectory, { log, clock }),
      export: (request) => exportAudit(folder, request),
    },
    started: (address) => tell("gateway.start", address),
    dispose: async () => {
      await tell("gateway.stop", null);
      await log.dispose();
    },
  };
}

/** A load inside an act is a part of it; any other is what someone wrote into the files. */
function tellOfLoads({ config, ...parts }: Pick<AuditAround, "config" | "clock" | "redact">, acts: AuditActs): void {
  let before = config.catalog;
  config.onChange(({ state }, after) => {
    const outcome = state === "ok" ? done : refusal(config);
    const compared =
      state === "ok" ? configChanges(before, after, parts) : Promise.resolve({ changes: [], leftOut: 0 });
    before = after;
    const { current } = acts;
    if (current === null) void compared.then((changes) => acts.record(loadOf(after), outcome, changes));
    else current.pending.push(compared.then((changes) => addTo(current, changes, outcome)));
  });
}

function addTo(act: RunningAct, { changes, leftOut }: ActChanges, { reason }: AuditOutcome): void {
  act.changes.push(...changes, ...(reason === null ? [] : [{ path: "load", before: null, after: reason }]));
  act.leftOut += leftOut;
}

function loadOf({ file }: Catalog): ActFacts {
  const who = { ...byGateway, kind: "file" } as const;
  return { act: "config.reload", who, from: nowhere, object: { kind: "config", id: file, name: null } };
}

function refusal({ state: { findings } }: LiveConfig): AuditOutcome {
  const first = findings.find(({ severity }) => severity === "error");
  const reason = first === undefined ? null : `${first.file}:${first.line}: ${first.message}`;
  return { result: "refused", status: null, code: "config_broken", reason };
}

/** Whoever asks while a check runs gets that one's answer. */
function stateOf(
  dataDirectory: string,
  { log, clock }: { readonly log: AuditLog; readonly clock: Clock },
): () => Promise<AuditState> {
  let running: Promise<AuditState> | null = null;
  const check = async (): Promise<AuditState> => {
    const chain = await verifyChain(dataDirectory);
    return { ...chain, problem: log.problem, checkedAt: clock.wallMs() };
  };
  return () => {
    running ??= check().finally(() => {
      running = null;
    });
    return running;
  };
}
