/**
 * Reads protobuf by a table of fields, so that what goes over the wire is checked by somebody other than its writer.
 *
 * @source https://protobuf.dev/programming-guides/encoding/
 */
export type FieldKind = "text" | "bytes" | "uint" | "double" | "fixed64" | "fixed32" | "bool" | "int64";
export interface Field {
  readonly name: string;
  readonly kind: FieldKind | MessageShape;
  readonly isList?: boolean;
}
export type MessageShape = { readonly [number: number]: Field };
export type Message = Record<string, unknown>;

export function readMessage(bytes: Buffer, shape: MessageShape): Message {
  const message: Message = {};
  const reader = new Reader(bytes);
  while (!reader.isAtEnd) {
    const tag = reader.varint();
    const field = shape[Number(tag >> 3n)];
    const raw = reader.value(Number(tag & 7n));
    if (field === undefined) throw new Error(`field ${tag >> 3n} is not in the table`);
    const value = typeof field.kind === "string" ? scalar(raw, field.kind) : readMessage(asBytes(raw), field.kind);
    if (field.isList !== true) message[field.name] = value;
    else ((message[field.name] ??= []) as unknown[]).push(value); // a list, because its field is one
  }
  return message;
}

type Raw = bigint | Buffer;

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#bytes.readUInt8(this.#at++);
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  value(wireType: number): Raw {
    if (wireType === 0) return this.varint();
    if (wireType === 1) return this.#take(8);
    if (wireType === 2) return this.#take(Number(this.varint()));
    if (wireType === 5) return this.#take(4);
    throw new Error(`wire type ${wireType}`);
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new Error("the message is cut off");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

function asBytes(raw: Raw): Buffer {
  if (typeof raw === "bigint") throw new Error("a number where bytes were expected");
  return raw;
}

function scalar(raw: Raw, kind: FieldKind): unknown {
  switch (kind) {
    case "text":
      return asBytes(raw).toString("utf8");
    case "bytes":
      return asBytes(raw).toString("hex");
    case "double":
      return asBytes(raw).readDoubleLE();
    case "fixed64":
      return asBytes(raw).readBigUInt64LE();
    case "fixed32":
      return asBytes(raw).readUInt32LE();
    case "bool":
      return raw === 1n;
    case "int64":
      return Number(BigInt.asIntN(64, raw as bigint)); // a varint
    case "uint":
      return Number(raw as bigint); // a varint
  }
}
