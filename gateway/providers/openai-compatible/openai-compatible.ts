/** Every provider that speaks OpenAI's dialect: bytes go through, only what must differ is edited. */
import type { Provider } from "../provider.ts";
import { classifyError } from "../shared/classify-error.ts";
import { openStreamTap } from "./decode-stream.ts";
import { judgeJson } from "./from-response.ts";
import { toRequest } from "./to-request.ts";

export const openaiCompatible: Provider = { toRequest, classifyError, judgeJson, openStreamTap };
