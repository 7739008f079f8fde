/** Text to speech: the text and its voice; the sound itself is bytes, of which the row knows the number. */
import type { Dialect, Part } from "./conversation.ts";
import { factPart } from "./fact-part.ts";
import { fieldsOf, textOf } from "./loose-json.ts";

export const speech: Dialect = {
  readRequest: (body) => {
    const { input, instructions, voice, response_format, speed } = fieldsOf(body);
    const text: Part[] = textOf(input) === "" ? [] : [{ kind: "text", text: textOf(input) }];
    const facts = [...factPart("voice", voice), ...factPart("format", response_format), ...factPart("speed", speed)];
    const asked = { role: "user", parts: [...text, ...facts] };
    const told = textOf(instructions);
    const messages =
      told === "" ? [asked] : [{ role: "system", parts: [{ kind: "text" as const, text: told }] }, asked];
    return messages.filter(({ parts }) => parts.length > 0);
  },
  readAnswer: () => [],
};
