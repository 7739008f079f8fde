/** What each real server must do through the gateway: the same answer by every door, whole and streamed. */
import { splitEvents, summarise, type StreamSummary } from "../conformance/streams.ts";
import { at, parseJson, text, type Json, type JsonObject } from "../conformance/json.ts";

/** A running gateway with the alias `real` on the server, and `wrong` on a model that the server does not have. */
export interface Door {
  readonly origin: string;
  readonly key: string;
  readonly answer: string;
  readonly knowsItsModels: boolean;
}

export interface Check {
  readonly name: string;
  /** @returns null when all is well, else what is not */
  run(door: Door): Promise<string | null>;
}

const hi = { model: "real", messages: [{ role: "user", content: "hi" }], temperature: 0, max_tokens: 32 };

async function post({ origin, key }: Door, path: string, body: JsonObject): Promise<{ status: number; text: string }> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
  const response = await fetch(`${origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
}

function whole(
  name: string,
  path: string,
  body: JsonObject,
  fault: (answer: Json | undefined, door: Door) => string | null,
): Check {
  return {
    name,
    run: async (door) => {
      const { status, text: said } = await post(door, path, body);
      return status === 200 ? fault(parseJson(said), door) : `status ${status}: ${said.slice(0, 200)}`;
    },
  };
}

function streamed(
  name: string,
  path: string,
  body: JsonObject,
  fault: (seen: StreamSummary, door: Door) => string | null,
): Check {
  return {
    name,
    run: async (door) => {
      const { status, text: said } = await post(door, path, { ...body, stream: true });
      if (status !== 200) return `status ${status}: ${said.slice(0, 200)}`;
      return fault(summarise(splitEvents(said, false)), door);
    },
  };
}

function expect(what: string, found: Json | undefined, wanted: Json): string | null {
  return found === wanted ? null : `${what} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`;
}

function first(...faults: readonly (string | null)[]): string | null {
  return faults.find((fault) => fault !== null) ?? null;
}

function counted(what: string, tokens: Json | undefined): string | null {
  return typeof tokens === "number" && tokens > 0 ? null : `${what} is ${JSON.stringify(tokens)}`;
}

const input = { model: "real", input: "hi", temperature: 0, max_output_tokens: 32 };

export const checks: readonly Check[] = [
  whole("chat", "/v1/chat/completions", hi, (answer, door) =>
    first(
      expect("content", at(answer, "choices", 0, "message", "content"), door.answer),
      expect("finish_reason", at(answer, "choices", 0, "finish_reason"), "stop"),
      expect("model", at(answer, "model"), "real"),
      counted("completion_tokens", at(answer, "usage", "completion_tokens")),
    ),
  ),
  streamed("chat, streamed", "/v1/chat/completions", { ...hi, stream_options: { include_usage: true } }, (seen, door) =>
    first(
      expect("content", seen.content, door.answer),
      expect("finish", seen.finish, "stop"),
      expect("end", seen.end, "[DONE]"),
      counted("completion_tokens", at(seen.usage, "completion_tokens")),
    ),
  ),
  whole("chat, cut by max_tokens", "/v1/chat/completions", { ...hi, max_tokens: 1 }, (answer) =>
    expect("finish_reason", at(answer, "choices", 0, "finish_reason"), "length"),
  ),
  whole("Messages", "/v1/messages", hi, (answer, door) =>
    first(
      expect("text", at(answer, "content", 0, "text"), door.answer),
      expect("stop_reason", at(answer, "stop_reason"), "end_turn"),
      counted("output_tokens", at(answer, "usage", "output_tokens")),
    ),
  ),
  streamed("Messages, streamed", "/v1/messages", hi, (seen, door) =>
    first(
      expect("text", seen.content, door.answer),
      expect("stop_reason", seen.finish, "end_turn"),
      expect("end", seen.end, "message_stop"),
    ),
  ),
  whole("Responses", "/v1/responses", input, (answer, door) =>
    first(
      expect("text", at(answer, "output", 0, "content", 0, "text"), door.answer),
      expect("status", at(answer, "status"), "completed"),
    ),
  ),
  streamed("Responses, streamed", "/v1/responses", input, (seen, door) =>
    first(expect("text", seen.content, door.answer), expect("end", seen.end, "response.completed")),
  ),
  {
    name: "a model the server lacks",
    run: async (door) => {
      const { status, text: said } = await post(door, "/v1/chat/completions", { ...hi, model: "wrong" });
      const message = text(at(parseJson(said), "error", "message"));
      const isRight = door.knowsItsModels ? status >= 400 && message !== "" : status === 200;
      return isRight ? null : `status ${status}: ${said.slice(0, 200)}`;
    },
  },
  {
    name: "health",
    run: async ({ origin, key }) => {
      const response = await fetch(`${origin}/health?model=real`, { headers: { authorization: `Bearer ${key}` } });
      return expect("healthy_count", at(parseJson(await response.text()), "healthy_count"), 1);
    },
  },
];
