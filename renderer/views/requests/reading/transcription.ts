/** Speech to text, in its own language or in English: the form with the file, and the text in any of its formats. */
import type { Dialect, Part, ShownAnswer } from "./conversation.ts";
import { factPart } from "./fact-part.ts";
import { formFields } from "./form-body.ts";
import { fieldsOf, textOf } from "./loose-json.ts";

export const transcription: Dialect = { readRequest, readAnswer, readStream };

function readRequest(body: unknown): ReturnType<Dialect["readRequest"]> {
  const fields = formFields(textOf(body));
  const files = fields.flatMap(({ file }) => (file === null ? [] : [file]));
  const { prompt, language, response_format } = fieldsOf(
    Object.fromEntries(fields.map(({ name, text }) => [name, text])),
  );
  const parts: Part[] = [
    ...files,
    ...textPart(prompt),
    ...factPart("language", language),
    ...factPart("format", response_format),
  ];
  return parts.length === 0 ? [] : [{ role: "user", parts }];
}

/** Plain text, subtitles, or JSON. */
function readAnswer(body: unknown): readonly ShownAnswer[] {
  const { text, language, duration } = fieldsOf(body);
  const parts = [
    ...textPart(typeof body === "string" ? body : text),
    ...factPart("language", language),
    ...factPart("duration", duration),
  ];
  return parts.length === 0 ? [] : [{ parts, finishReason: null }];
}

function readStream(events: readonly unknown[]): readonly ShownAnswer[] {
  const all = events.map(fieldsOf);
  const done = all.findLast(({ type }) => type === "transcript.text.done");
  const pieces = all.map(({ type, delta }) => (type === "transcript.text.delta" ? textOf(delta) : ""));
  return readAnswer(done ?? { text: pieces.join("") });
}

function textPart(value: unknown): Part[] {
  return textOf(value) === "" ? [] : [{ kind: "text", text: textOf(value) }];
}
