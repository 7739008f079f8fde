/**
 * Parses an answer by its schema, its long lists piece by piece with pauses between, so that ten thousand aliases never
 * hold up a key press. The result is the schema's own.
 */
import { z } from "zod";

/** Items of one piece; some milliseconds of work. */
const pieceSize = 400;

type Parsed<Value> = { readonly success: true; readonly data: Value } | { readonly success: false };

export async function parseAnswer<Value>(schema: z.ZodType<Value>, value: unknown): Promise<Parsed<Value>> {
  const lists = longListsOf(schema, value);
  if (lists.length === 0) return schema.safeParse(value);
  const short = { ...(value as object), ...Object.fromEntries(lists.map(({ key }) => [key, []])) }; // it has long lists
  const rest = schema.safeParse(short);
  if (!rest.success) return rest;
  const parsed: Record<string, unknown[]> = {};
  for (const { key, items, list } of lists) {
    // oxlint-disable-next-line no-await-in-loop -- the pauses are the point
    const whole = await parseList(list, items);
    if (whole === null) return { success: false };
    parsed[key] = whole;
  }
  return { success: true, data: { ...rest.data, ...parsed } };
}

interface LongList {
  readonly key: string;
  readonly items: readonly unknown[];
  readonly list: z.ZodArray;
}

function longListsOf(schema: z.ZodType, value: unknown): readonly LongList[] {
  if (!(schema instanceof z.ZodObject) || typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, items]: [string, unknown]) => {
    const list: unknown = schema.shape[key];
    return list instanceof z.ZodArray && Array.isArray(items) && items.length > pieceSize ? [{ key, items, list }] : [];
  });
}

async function parseList(list: z.ZodArray, items: readonly unknown[]): Promise<unknown[] | null> {
  const whole: unknown[] = [];
  for (let from = 0; from < items.length; from += pieceSize) {
    const piece = list.safeParse(items.slice(from, from + pieceSize));
    if (!piece.success) return null;
    whole.push(...piece.data);
    // oxlint-disable-next-line no-await-in-loop -- the pauses are the point
    await pause();
  }
  return whole;
}

/** Lets what waits go first, key presses and drawing among it. A message is not slowed down as a timer is. */
async function pause(): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
