/** One file out of a zip archive (a Python wheel is one), with its date; enough of the format for that and no more. */
import { inflateRawSync } from "node:zlib";

/**
 * @returns its bytes and the day it was packed as YYYY-MM-DD
 * @throws Error when the archive has no such file
 * @source APPNOTE 6.3.10: end of central directory, central and local headers
 */
export function zipEntry(archive, wanted) {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06"));
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    if (name === wanted) return { bytes: content(archive, at), date: dateOf(archive.readUInt16LE(at + 14)) };
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  throw new Error(`The archive holds no ${wanted}.`);
}

function content(archive, central) {
  const isPacked = archive.readUInt16LE(central + 10) === 8;
  const size = archive.readUInt32LE(central + 20);
  const local = archive.readUInt32LE(central + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const bytes = archive.subarray(start, start + size);
  return isPacked ? inflateRawSync(bytes) : bytes;
}

function dateOf(dos) {
  const part = (value) => String(value).padStart(2, "0");
  return `${(dos >> 9) + 1980}-${part((dos >> 5) & 15)}-${part(dos & 31)}`;
}
