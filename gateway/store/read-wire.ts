/** The wire and the timeline of one request, which only those who look at it closely ask for. */
import type { RequestWire, StreamTimeline } from "../contract/request-wire.ts";
import type { Connection } from "./database.ts";
import { unpackTimeline } from "./stored-timeline.ts";
import { unpackWire } from "./stored-wire.ts";
import { plainBody } from "./search/searched-text.ts";

interface WireRow {
  readonly wire: Buffer | null;
  readonly requestPacked: number;
  readonly requestBody: Buffer | null;
  readonly responsePacked: number;
  readonly responseBody: Buffer | null;
}

export function readWire(connection: Connection, id: string): RequestWire | null {
  const row = connection
    .prepare<[string], WireRow>(
      `SELECT wire, request_packed AS requestPacked, request_body AS requestBody, response_packed AS responsePacked,
      response_body AS responseBody FROM request_detail WHERE id = ?`,
    )
    .get(id);
  if (row === undefined || row.wire === null) return null;
  const { wire, requestPacked, requestBody, responsePacked, responseBody } = row;
  return unpackWire(wire, {
    request: plainBody(requestPacked, requestBody),
    response: plainBody(responsePacked, responseBody),
  });
}

interface TimelineRow {
  readonly timeline: Buffer | null;
  readonly responsePacked: number;
  readonly responseBody: Buffer | null;
}

export function readTimeline(connection: Connection, id: string): StreamTimeline | null {
  const row = connection
    .prepare<[string], TimelineRow>(
      `SELECT timeline, response_packed AS responsePacked, response_body AS responseBody
      FROM request_detail WHERE id = ?`,
    )
    .get(id);
  if (row === undefined || row.timeline === null) return null;
  const timeline = unpackTimeline(row.timeline);
  const kept = plainBody(row.responsePacked, row.responseBody);
  return { ...timeline, isTextExact: kept !== null && !kept.includes(redactedMark) && isBeginning(kept, timeline) };
}

/** Where a secret was cut out, what follows stands elsewhere than it did. */
const redactedMark = "[redacted]";

function isBeginning(kept: Buffer, { toClient }: Pick<StreamTimeline, "toClient">): boolean {
  return kept.length <= toClient.sizes.reduce((sum, size) => sum + size, 0);
}
