/**
 * One request on its way through the pipeline: each stage returns a richer type, so skipping a stage does not compile.
 *
 * The HTTP server hands in an Authenticated call (the key is checked before a body is read); nothing below the server
 * knows the web framework.
 */
import type { GatewayError } from "../contract/errors.ts";
import type { Catalog, Deployment, ModelGroup } from "../contract/deployment.ts";
import type { Reservation } from "../policy/reservation.ts";
import type { Principal } from "../policy/authenticate.ts";
import type { FormPart } from "../contract/form.ts";
import type { Operation } from "../contract/operations.ts";
import type { MatchedBy } from "../routing/resolve-alias.ts";
import type { ResumableAnswer } from "./resumable-answer.ts";
import type { RoutingWishes } from "./routing-wishes.ts";

export type HeaderRecord = Readonly<Record<string, string>>;
/** Names and values in turn: what one answer says only once is slow to put into a record. */
export type HeaderList = readonly string[];

export interface ReplyHead {
  readonly status: number;
  readonly headers: HeaderList;
}

/** The client's side of the connection. */
export interface ClientReply {
  /** True once the client is gone or the answer ended. */
  readonly isClosed: boolean;
  readonly hasStarted: boolean;
  /** What was started with; null before. */
  readonly head: ReplyHead | null;
  /**
   * @param over  stands over `headers`
   * @param beside  names that are in neither
   */
  start(status: number, headers: HeaderRecord, over?: HeaderRecord, beside?: HeaderList): void;
  /** @returns false when the client reads slower than we write: wait for `onDrain` */
  write(chunk: Buffer): boolean;
  end(chunk?: Buffer): void;
  /** Ends the connection without a proper end, so that the client sees a break. */
  destroy(): void;
  onDrain(listener: () => void): void;
  /** The client left before the answer ended. Called at once when it already has. */
  onLeave(listener: () => void): void;
  /** The answer is over, however it ended. */
  onClose(listener: () => void): void;
  /** Ends what is being answered with an error in its own dialect; set while an answer streams. */
  breakOff: ((error: GatewayError) => void) | null;
}

export interface Authenticated {
  readonly principal: Principal;
  readonly operation: Operation;
  /** Path as asked, without its query. */
  readonly path: string;
  /** `{model}` of `/engines/{model}/...`; wins over the body's. */
  readonly modelFromPath: string | null;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly remoteAddress: string | null;
  /** A name of the certificate that the client showed; null = none. */
  readonly clientCertificate: string | null;
  readonly body: Buffer;
  readonly reply: ClientReply;
  /** The snapshot this request began with and ends on. */
  readonly catalog: Catalog;
}

/** The body is JSON, its certain fields have the right type, and nothing in it redirects a key. */
export interface ChatRequest extends Authenticated {
  /** Of a multipart body: its text fields. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly contentType: string;
  /** Of a multipart body; null = JSON. */
  readonly formParts: readonly FormPart[] | null;
  /** What the client asked for, after `completion_model` and the path had their say. */
  readonly model: string;
  readonly isStream: boolean;
  readonly wantsUsage: boolean;
  /** From the header or body; null = the deployment's or the router's. */
  readonly timeoutMs: number | null;
  readonly streamTimeoutMs: number | null;
  /** What the request itself says about its route. */
  readonly wishes: RoutingWishes;
}

export interface Resolved extends ChatRequest {
  /** The name the group is asked by: what the client sent, or a fallback's. */
  readonly groupName: string;
  readonly matchedBy: MatchedBy;
  readonly group: ModelGroup;
  /** What each `*` of the alias stood for. */
  readonly captures: readonly string[];
}

/** The request may run now. Budgets and rate limits are reserved here and settled at the end. */
export interface Admitted extends Resolved {
  readonly admittedAtMs: number;
  /** Set where a broken stream may go on at a fallback; null = it ends in an error event. */
  readonly resumable: ResumableAnswer | null;
  readonly reservation: Reservation;
}

export interface Routed extends Admitted {
  readonly deployment: Deployment;
  readonly upstreamModel: string;
}
