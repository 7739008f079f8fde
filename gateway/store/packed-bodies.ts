/**
 * Many small bodies as one block of memory, so that they change threads in one transfer.
 *
 * Posting a view copies everything behind it, which may be a whole socket buffer; a packed block is copied once and moved.
 */
export interface PackedBodies {
  readonly block: Uint8Array;
  /** Length of each body in order; -1 = there is none. */
  readonly lengths: readonly number[];
}

export function packBodies(bodies: readonly (Uint8Array | null)[]): PackedBodies {
  const lengths = bodies.map((body) => body?.byteLength ?? -1);
  const block = Buffer.allocUnsafeSlow(lengths.reduce((sum, length) => sum + Math.max(0, length), 0));
  let offset = 0;
  for (const body of bodies) {
    if (body === null) continue;
    block.set(body, offset);
    offset += body.byteLength;
  }
  return { block, lengths };
}

export function unpackBodies({ block, lengths }: PackedBodies): (Uint8Array | null)[] {
  let offset = 0;
  return lengths.map((length) => {
    if (length === -1) return null;
    offset += length;
    return block.subarray(offset - length, offset);
  });
}
