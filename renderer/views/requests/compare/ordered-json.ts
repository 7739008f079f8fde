/**
 * A JSON text made comparable with another line by line: printed alike, and its keys in the other's order, since the order
 * of keys means nothing. Lists keep theirs. What is no JSON stays as it is.
 */
export interface ComparablePair {
  readonly before: string;
  readonly after: string;
}

export function comparable(before: string, after: string): ComparablePair {
  const [first, second] = [parse(before), parse(after)];
  if (first === undefined || second === undefined) return { before, after };
  return { before: print(first), after: print(inOrderOf(second, first)) };
}

function print(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function inOrderOf(value: unknown, model: unknown): unknown {
  if (Array.isArray(value)) {
    const models: unknown[] = Array.isArray(model) ? model : [];
    return value.map((item, index) => inOrderOf(item, models[index]));
  }
  if (!isObject(value)) return value;
  const order = isObject(model) ? Object.keys(model) : [];
  const keys = [
    ...order.filter((key) => Object.hasOwn(value, key)),
    ...Object.keys(value).filter((key) => !order.includes(key)),
  ];
  return Object.fromEntries(keys.map((key) => [key, inOrderOf(value[key], isObject(model) ? model[key] : undefined)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
