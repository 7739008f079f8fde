/**
 * The only writer of the log: intents and outcomes of a batch in one transaction, redacted, capped and packed here, off
 * the request path.
 */
import { zstdCompressSync } from "node:zlib";
import { createRedactor, type Redactor } from "../base/redact.ts";
import type { RequestIntent } from "../contract/spend-log.ts";
import type { Connection } from "./database.ts";
import type { Batch, OutcomeRow, WriterOptions } from "./messages.ts";

/** Below this, packing costs more than it saves. */
const packFromBytes = 512;

const insertRequest = `INSERT OR IGNORE INTO request
  (id, started_at, state, operation, alias, stream, key_digest, key_name, user_agent, client_address)
  VALUES (@id, @startedAt, 'in_flight', @operation, @alias, @stream, @keyDigest, @keyName, @userAgent, @clientAddress)`;
const insertDetail = `INSERT OR IGNORE INTO request_detail
  (id, path, catalog_version, end_user, session_id, traceparent, tracestate, tags, metadata)
  VALUES (@id, @path, @catalogVersion, @endUser, @sessionId, @traceparent, @tracestate, @tags, @metadata)`;
const updateRequest = `UPDATE request SET state = @state, deployment_id = @deploymentId, provider = @provider,
  upstream_model = @upstreamModel, status = @status, prompt_tokens = @promptTokens, completion_tokens = @completionTokens,
  cached_tokens = @cachedTokens, reasoning_tokens = @reasoningTokens, cost_usd_nanos = @costUsdNanos,
  first_token_ms = @firstTokenMs, total_ms = @totalMs, attempts = @attempts, error_code = @errorCode,
  error_message = @errorMessage WHERE id = @id`;
const updateDetail = `UPDATE request_detail SET attempt_list = @attemptList, request_bytes = @requestBytes,
  response_bytes = @responseBytes WHERE id = @id`;
const insertBody = "INSERT OR REPLACE INTO request_body (id, side, packed, content) VALUES (?, ?, ?, ?)";

export class Writer {
  readonly #options: WriterOptions;
  readonly #statements;
  readonly #transaction: (batch: Batch, bodies: readonly (Uint8Array | null)[]) => void;
  #redact: Redactor;

  constructor(connection: Connection, options: WriterOptions) {
    this.#options = options;
    this.#redact = createRedactor(options.secrets);
    this.#statements = {
      request: connection.prepare(insertRequest),
      detail: connection.prepare(insertDetail),
      outcome: connection.prepare(updateRequest),
      outcomeDetail: connection.prepare(updateDetail),
      body: connection.prepare(insertBody),
    };
    this.#transaction = connection.transaction((batch: Batch, bodies: readonly (Uint8Array | null)[]) => {
      for (const intent of batch.intents) this.#begin(intent);
      for (const [index, outcome] of batch.outcomes.entries()) {
        this.#finish(outcome, bodies[2 * index] ?? null, bodies[2 * index + 1] ?? null);
      }
    });
  }

  setSecrets(secrets: readonly string[]): void {
    this.#redact = createRedactor(secrets);
  }

  /** @throws SqliteError when the disk is full or another program holds the file */
  write(batch: Batch, bodies: readonly (Uint8Array | null)[]): void {
    this.#transaction(batch, bodies);
  }

  #begin(intent: RequestIntent): void {
    this.#statements.request.run({
      ...intent,
      alias: this.#redact(intent.alias),
      stream: intent.stream ? 1 : 0,
      userAgent: this.#clean(intent.userAgent),
    });
    this.#statements.detail.run({
      ...intent,
      path: this.#redact(intent.path),
      endUser: this.#clean(intent.endUser),
      sessionId: this.#clean(intent.sessionId),
      traceparent: this.#clean(intent.traceparent),
      tracestate: this.#clean(intent.tracestate),
      tags: this.#redact(JSON.stringify(intent.tags)),
      metadata: this.#redact(JSON.stringify(intent.metadata)),
    });
  }

  #finish(outcome: OutcomeRow, requestBody: Uint8Array | null, responseBody: Uint8Array | null): void {
    const { attemptList, requestBytes, responseBytes, ...row } = outcome;
    this.#statements.outcome.run({ ...row, attempts: attemptList.length, errorMessage: this.#clean(row.errorMessage) });
    this.#statements.outcomeDetail.run({
      id: row.id,
      requestBytes,
      responseBytes,
      attemptList: this.#redact(JSON.stringify(attemptList)),
    });
    this.#keepBody(row.id, "request", requestBody);
    this.#keepBody(row.id, "response", responseBody);
  }

  #keepBody(id: string, side: string, body: Uint8Array | null): void {
    if (body === null || !this.#options.bodies.enabled) return;
    const text = this.#redact(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"));
    const plain = Buffer.from(text).subarray(0, this.#options.bodies.maxBytes);
    const packed = plain.length < packFromBytes ? plain : zstdCompressSync(plain);
    const pays = packed.length < plain.length;
    this.#statements.body.run(id, side, pays ? 1 : 0, pays ? packed : plain);
  }

  #clean(text: string | null): string | null {
    return text === null ? null : this.#redact(text);
  }
}
