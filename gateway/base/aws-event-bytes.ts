/**
 * AWS's binary event stream as bytes: where a message ends and what it holds.
 *
 * A message is its length (4 bytes), its headers' length (4), a CRC-32 of these eight (4), headers, payload, and a
 * CRC-32 of everything before (4), all big-endian. A wrong checksum is never read past: lengths cannot be trusted then.
 * @source https://smithy.io/2.0/aws/amazon-eventstream.html
 */
import { crc32 } from "node:zlib";

/** One event as a decoder wants it. */
export interface AwsEvent {
  /** JSON text; `{}` where the message had none. */
  readonly payload: Buffer;
  /** `:event-type` or `:exception-type`; `error` for an error outside the service's model; null when it has no name. */
  readonly name: string | null;
}

const preludeBytes = 12;
const checksumBytes = 4;
const emptyPayload = Buffer.from("{}");
/** Bytes of a header value by its type; a length stands before the value where it is null. */
const valueBytes: readonly (number | null)[] = [0, 0, 1, 2, 4, 8, null, null, 8, 16];
const stringType = 7;

/**
 * @param run  whole messages
 * @throws RangeError when a checksum or a length is wrong
 */
export function splitMessages(run: Buffer): AwsEvent[] {
  const events: AwsEvent[] = [];
  for (let at = 0; at < run.length;) {
    const length = messageLength(run, at);
    if (length === null || at + length > run.length) throw new RangeError("The event stream is cut inside a message.");
    events.push(readMessage(run, at, at + length));
    at += length;
  }
  return events;
}

/**
 * @returns the length of the message that begins at `at`; null when fewer bytes are here than say it
 * @throws RangeError when they are no message's beginning
 */
export function messageLength(bytes: Buffer, at: number): number | null {
  if (bytes.length - at < preludeBytes) return null;
  const length = bytes.readUInt32BE(at);
  const headers = bytes.readUInt32BE(at + 4);
  const isSound = crc32(bytes.subarray(at, at + 8)) === bytes.readUInt32BE(at + 8);
  if (!isSound || length < preludeBytes + headers + checksumBytes) {
    throw new RangeError("The event stream is damaged: a message's prelude does not match its checksum.");
  }
  return length;
}

function readMessage(bytes: Buffer, start: number, end: number): AwsEvent {
  const payloadEnd = end - checksumBytes;
  if (crc32(bytes.subarray(start, payloadEnd)) !== bytes.readUInt32BE(payloadEnd)) {
    throw new RangeError("The event stream is damaged: a message does not match its checksum.");
  }
  const payloadStart = start + preludeBytes + bytes.readUInt32BE(start + 4);
  const headers = readHeaders(bytes, start + preludeBytes, payloadStart);
  if (headers.get(":message-type") === "error") return unmodeledError(headers);
  const payload = payloadStart === payloadEnd ? emptyPayload : bytes.subarray(payloadStart, payloadEnd);
  return { payload, name: headers.get(":exception-type") ?? headers.get(":event-type") ?? null };
}

/** Such a message says everything in its headers. */
function unmodeledError(headers: ReadonlyMap<string, string>): AwsEvent {
  const said = { code: headers.get(":error-code") ?? null, message: headers.get(":error-message") ?? null };
  return { payload: Buffer.from(JSON.stringify(said)), name: "error" };
}

/** Texts only: no other type names an event. */
function readHeaders(bytes: Buffer, start: number, end: number): Map<string, string> {
  const headers = new Map<string, string>();
  for (let at = start; at < end;) {
    const nameEnd = at + 1 + (bytes[at] ?? 0);
    const type = bytes[nameEnd] ?? -1;
    const fixed = valueBytes[type];
    let valueStart = nameEnd + 1;
    if (fixed === undefined || (fixed === null && valueStart + 2 > end)) throw headerFault();
    if (fixed === null) valueStart += 2;
    const valueEnd = valueStart + (fixed ?? bytes.readUInt16BE(valueStart - 2));
    if (valueEnd > end) throw headerFault();
    if (type === stringType) {
      headers.set(bytes.toString("latin1", at + 1, nameEnd), bytes.toString("utf8", valueStart, valueEnd));
    }
    at = valueEnd;
  }
  return headers;
}

function headerFault(): RangeError {
  return new RangeError("The event stream is damaged: a message's headers do not end where they should.");
}
