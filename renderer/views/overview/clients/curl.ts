/** The first call without any library. */
import type { Client } from "./client.ts";
import { shellQuote } from "./shell-quote.ts";

export const curl: Client = {
  id: "curl",
  name: "curl",
  needs: "chat",
  snippets: ({ origin, alias, hasKey }) => {
    const body = JSON.stringify({ model: alias, messages: [{ role: "user", content: "Hello" }] });
    const key = hasKey ? [`-H "Authorization: Bearer $LITELLM_MASTER_KEY"`] : [];
    const lines = [
      `curl ${origin}/v1/chat/completions`,
      ...key,
      `-H "Content-Type: application/json"`,
      `-d ${shellQuote(body)}`,
    ];
    return [{ kind: "text", place: "terminal", text: lines.join(" \\\n  ") }];
  },
};
