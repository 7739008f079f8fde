/** Writes messages of AWS's event stream, as its servers do: the reverse of what the gateway reads. */
import { crc32 } from "node:zlib";

export function awsMessage(headers: Readonly<Record<string, string>>, payload: string): Buffer {
  const headerBytes = Buffer.concat(Object.entries(headers).map(([name, value]) => textHeader(name, value)));
  return frame(headerBytes, Buffer.from(payload));
}

/** An event with the headers and in the order in which Bedrock sends them. */
export function awsEvent(name: string, value: unknown): Buffer {
  const headers = { ":event-type": name, ":content-type": "application/json", ":message-type": "event" };
  return awsMessage(headers, JSON.stringify(value));
}

export function awsException(name: string, value: unknown): Buffer {
  const headers = { ":exception-type": name, ":content-type": "application/json", ":message-type": "exception" };
  return awsMessage(headers, JSON.stringify(value));
}

/** @param headers  encoded headers, of any type */
export function frame(headers: Buffer, payload: Buffer): Buffer {
  const message = Buffer.alloc(16 + headers.length + payload.length);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(headers.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  headers.copy(message, 12);
  payload.copy(message, 12 + headers.length);
  message.writeUInt32BE(crc32(message.subarray(0, message.length - 4)), message.length - 4);
  return message;
}

export function textHeader(name: string, value: string): Buffer {
  const text = Buffer.from(value);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(text.length);
  return Buffer.concat([headerName(name), Buffer.from([7]), size, text]);
}

export function headerName(name: string): Buffer {
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name, "latin1")]);
}
