/**
 * Writes a model file that a real server can load in a moment: a one-layer llama whose answer is known beforehand.
 *
 * Each token's embedding is its own axis and the output matrix says which token follows which, so the last token of a
 * prompt decides the whole answer. Attention and feed-forward weights are random and too small to matter.
 * @source https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
import { writeFileSync } from "node:fs";

const types = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 };
const tokenTypes = { normal: 1, unknown: 2, control: 3, byte: 6 };
const alignment = 32;
const feedForward = 32;

/**
 * @param {string} file
 * @param {Readonly<Record<string, readonly string[]>>} answers  start token -> the pieces that follow it; no piece twice
 */
export function writeTinyModel(file, answers) {
  const tokens = vocabulary(answers);
  const width = Math.ceil(tokens.length / 32) * 32;
  const kvs = metadata(tokens, width);
  const tensors = weights(tokens, answers, width);
  writeFileSync(file, Buffer.concat([header(kvs, tensors), ...tensors.map(({ data }) => padded(asBytes(data)))]));
}

function vocabulary(answers) {
  const bytes = Array.from({ length: 256 }, (_, byte) => ({ text: byteName(byte), type: tokenTypes.byte }));
  const starts = Object.keys(answers).map((text) => ({ text, type: tokenTypes.control }));
  const pieces = Object.values(answers).flat();
  if (new Set(pieces).size !== pieces.length) throw new Error("a piece stands twice: what follows it would be unclear");
  return [
    { text: "<unk>", type: tokenTypes.unknown },
    { text: "<s>", type: tokenTypes.control },
    { text: "</s>", type: tokenTypes.control },
    ...bytes,
    ...starts,
    ...pieces.map((text) => ({ text: text.replaceAll(" ", "\u2581"), type: tokenTypes.normal })),
  ];
}

function byteName(byte) {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
}

function metadata(tokens, width) {
  const list = (kind, values) => ["array", { kind, values }];
  return Object.entries({
    "general.architecture": ["string", "llama"],
    "general.name": ["string", "tiny"],
    "general.file_type": ["u32", 0],
    "llama.context_length": ["u32", 2048],
    "llama.embedding_length": ["u32", width],
    "llama.block_count": ["u32", 1],
    "llama.feed_forward_length": ["u32", feedForward],
    "llama.attention.head_count": ["u32", width / 32],
    "llama.attention.head_count_kv": ["u32", width / 32],
    "llama.attention.layer_norm_rms_epsilon": ["f32", 1e-5],
    "llama.rope.dimension_count": ["u32", 32],
    "llama.vocab_size": ["u32", tokens.length],
    "tokenizer.ggml.model": ["string", "llama"],
    "tokenizer.ggml.tokens": list(
      "string",
      tokens.map(({ text }) => text),
    ),
    "tokenizer.ggml.scores": list(
      "f32",
      tokens.map((_, id) => -id),
    ),
    "tokenizer.ggml.token_type": list(
      "i32",
      tokens.map(({ type }) => type),
    ),
    "tokenizer.ggml.bos_token_id": ["u32", 1],
    "tokenizer.ggml.eos_token_id": ["u32", 2],
    "tokenizer.ggml.unknown_token_id": ["u32", 0],
    "tokenizer.ggml.add_bos_token": ["bool", true],
  });
}

function weights(tokens, answers, width) {
  const noise = (count) => Float32Array.from({ length: count }, () => (Math.random() - 0.5) * 1e-4);
  const ones = () => new Float32Array(width).fill(1);
  const matrix = (name, columns, rows, data = noise(columns * rows)) => ({ name, dims: [columns, rows], data });
  const vector = (name) => ({ name, dims: [width], data: ones() });
  return [
    matrix("token_embd.weight", width, tokens.length, axes(tokens.length, width)),
    vector("output_norm.weight"),
    matrix("output.weight", width, tokens.length, followers(tokens, answers, width)),
    vector("blk.0.attn_norm.weight"),
    ...["attn_q", "attn_k", "attn_v", "attn_output"].map((name) => matrix(`blk.0.${name}.weight`, width, width)),
    vector("blk.0.ffn_norm.weight"),
    matrix("blk.0.ffn_gate.weight", width, feedForward),
    matrix("blk.0.ffn_up.weight", width, feedForward),
    matrix("blk.0.ffn_down.weight", feedForward, width),
  ];
}

function axes(count, width) {
  const data = new Float32Array(count * width);
  for (let id = 0; id < count; id++) data[id * width + id] = 1;
  return data;
}

/** Row = the token that follows, column = the token it follows; everything unsaid ends the answer. */
function followers(tokens, answers, width) {
  const idOf = new Map(tokens.map(({ text }, id) => [text.replaceAll("\u2581", " "), id]));
  const next = new Map();
  for (const [start, pieces] of Object.entries(answers)) {
    [start, ...pieces].forEach((text, at) => next.set(idOf.get(text), at < pieces.length ? idOf.get(pieces[at]) : 2));
  }
  const data = new Float32Array(tokens.length * width);
  for (let id = 0; id < tokens.length; id++) data[(next.get(id) ?? 2) * width + id] = 2;
  return data;
}

function header(kvs, tensors) {
  let offset = 0;
  const infos = tensors.map(({ name, dims, data }) => {
    const info = [text(name), u32(dims.length), ...dims.map(u64), u32(0), u64(offset)];
    offset += Math.ceil(data.byteLength / alignment) * alignment;
    return Buffer.concat(info);
  });
  const pairs = kvs.map(([key, [kind, value]]) => Buffer.concat([text(key), u32(types[kind]), encoded(kind, value)]));
  return padded(Buffer.concat([Buffer.from("GGUF"), u32(3), u64(tensors.length), u64(kvs.length), ...pairs, ...infos]));
}

function encoded(kind, value) {
  if (kind === "string") return text(value);
  if (kind === "bool") return Buffer.from([value ? 1 : 0]);
  if (kind === "f32") return f32(value);
  if (kind === "u32" || kind === "i32") return u32(value);
  const items = value.values.map((item) => encoded(value.kind, item));
  return Buffer.concat([u32(types[value.kind]), u64(items.length), ...items]);
}

function text(value) {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function f32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function asBytes(data) {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

function padded(bytes) {
  const rest = bytes.length % alignment;
  return rest === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(alignment - rest)]);
}
