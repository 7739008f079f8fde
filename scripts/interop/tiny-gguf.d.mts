/** Types of tiny-gguf.mjs, which has none of its own. */
export function writeTinyModel(file: string, answers: Readonly<Record<string, readonly string[]>>): void;
