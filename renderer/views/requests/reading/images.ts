/** Pictures made and edited: what was asked, as JSON or as a form, and what came, held back. */
import type { Dialect, Part, ShownAnswer } from "./conversation.ts";
import { factPart } from "./fact-part.ts";
import { formFields } from "./form-body.ts";
import { fieldsOf, listOf, textOf, type Fields } from "./loose-json.ts";
import { mediaAt, mediaIn } from "./media-part.ts";

export const images: Dialect = {
  readRequest: (body) => {
    const parts = typeof body === "string" ? formParts(body) : askedParts(fieldsOf(body));
    return parts.length === 0 ? [] : [{ role: "user", parts }];
  },
  readAnswer: (body) => {
    const pictures = listOf(fieldsOf(body)["data"]);
    return pictures.length === 0
      ? []
      : [{ parts: pictures.flatMap((one) => pictureParts(fieldsOf(one))), finishReason: null }];
  },
  readStream,
};

function formParts(body: string): Part[] {
  const fields = formFields(body);
  const files = fields.flatMap(({ file }) => (file === null ? [] : [file]));
  return [...files, ...askedParts(Object.fromEntries(fields.map(({ name, text }) => [name, text])))];
}

function askedParts({ prompt, size, quality, n }: Fields): Part[] {
  const said: Part[] = textOf(prompt) === "" ? [] : [{ kind: "text", text: textOf(prompt) }];
  return [...said, ...factPart("count", n), ...factPart("size", size), ...factPart("quality", quality)];
}

function pictureParts({ b64_json, url, revised_prompt }: Fields): Part[] {
  const picture = textOf(url) === "" ? mediaIn("image", "", b64_json) : mediaAt("image", textOf(url));
  return textOf(revised_prompt) === "" ? [picture] : [picture, { kind: "text", text: textOf(revised_prompt) }];
}

/** Earlier events hold the same picture half done. */
function readStream(events: readonly unknown[]): readonly ShownAnswer[] {
  const done = events.map(fieldsOf).findLast(({ b64_json }) => b64_json !== undefined);
  return done === undefined ? [] : [{ parts: pictureParts(done), finishReason: null }];
}
