/** Anthropic: Messages clients go through untouched, everybody else is translated. */
import type { Provider } from "../provider.ts";
import { chat } from "./chat.ts";
import { classifyError } from "./classify-error.ts";
import { counter } from "./counter.ts";
import { nativeRoute } from "./native-route.ts";

export const anthropic: Provider = {
  classifyError,
  native: nativeRoute,
  chat,
  embedding: null,
  counter,
};
