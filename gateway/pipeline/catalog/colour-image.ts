/** A small PNG of one colour, made on the spot: something to see for a model that can. */
import { crc32, deflateSync } from "node:zlib";

/** Colours that no two people name differently. */
export const colours = {
  red: [255, 0, 0],
  green: [0, 160, 0],
  blue: [0, 0, 255],
  yellow: [255, 230, 0],
  black: [0, 0, 0],
  white: [255, 255, 255],
} as const;

export type ColourName = keyof typeof colours;

export const colourNames = Object.keys(colours) as ColourName[]; // its own keys

/** Some providers refuse what is smaller than a tile. */
const edge = 64;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const trueColour = 2;

/** @returns `data:image/png;base64,...`, about 200 bytes @source https://www.w3.org/TR/png-3/ */
export function colourImage(name: ColourName): string {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header.set([8, trueColour], 8);
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: edge }, () => Buffer.from(colours[name]))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: edge }, () => row)));
  const png = Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
  return `data:image/png;base64,${png.toString("base64")}`;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)]);
}
