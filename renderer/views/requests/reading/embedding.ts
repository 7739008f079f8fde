/** Embeddings: the texts that were sent, and how many vectors of how many dimensions came back. */
import type { Dialect, Part } from "./conversation.ts";
import { factPart } from "./fact-part.ts";
import { fieldsOf, listOf, textOf } from "./loose-json.ts";
import { inputParts } from "./openai-completion.ts";

export const embedding: Dialect = {
  readRequest: (body) => {
    const { input, dimensions, encoding_format } = fieldsOf(body);
    const facts = [...factPart("dimensions", dimensions), ...factPart("encoding", encoding_format)];
    const parts = [...inputParts(input), ...facts];
    return parts.length === 0 ? [] : [{ role: "user", parts }];
  },
  readAnswer: (body, isCut) => {
    const vectors = listOf(fieldsOf(body)["data"]);
    if (vectors.length === 0) return [];
    const dimensions = isCut && vectors.length < 2 ? null : lengthOf(fieldsOf(vectors[0])["embedding"]);
    const parts: Part[] = [
      ...factPart("vectors", isCut ? null : vectors.length),
      ...factPart("dimensions", dimensions),
    ];
    return [{ parts, finishReason: null }];
  },
};

const bytesPerNumber = 4;

/** Numbers, or little-endian 32-bit floats in base64. */
function lengthOf(vector: unknown): number | null {
  if (Array.isArray(vector)) return vector.length;
  const packed = textOf(vector).replace(/=+$/, "");
  return packed === "" ? null : Math.floor((packed.length * 3) / 4 / bytesPerNumber);
}
