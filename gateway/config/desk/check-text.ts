/** What must hold of a text before it is written: that it is one, and not too large. What it means is the user's. */
import { GatewayError } from "../../contract/errors.ts";
import { maxConfigBytes } from "../yaml-source.ts";

/** @returns its bytes. @throws GatewayError `invalid_request`, `request_too_large` */
export function checkText(file: string, text: string): Buffer {
  if (!text.isWellFormed() || text.includes("\0")) {
    throw new GatewayError("invalid_request", {
      message: `The text of ${file} holds half of a character, or a NUL.`,
      hint: "Remove what the editor shows as a box.",
      param: "text",
    });
  }
  const bytes = Buffer.from(text);
  if (bytes.length <= maxConfigBytes) return bytes;
  throw new GatewayError("request_too_large", {
    message: `The text of ${file} is larger than 8 MiB.`,
    hint: "Split it with `include`.",
  });
}
