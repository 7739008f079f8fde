/** Chat completions for clients of other dialects, over the intermediate form. */
import type { ChatTranslator } from "../provider.ts";
import { openDecoder } from "./decode-events.ts";
import { readAnswer } from "./read-answer.ts";
import { toRequest } from "./translate-request.ts";

export const openaiChat: ChatTranslator = { framing: "sse", toRequest, readAnswer, openDecoder };
