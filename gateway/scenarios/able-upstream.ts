/**
 * A chat server whose models differ in what they can do, by name: `able` calls tools, keeps to schemas, sees colours (it
 * reads the pixels) and thinks; `plain` only talks; `picky` refuses what it does not know; `down` fails.
 */
import { inflateSync } from "node:zlib";
import { startListServer, type AskedList, type ListAnswer, type ListServer } from "./list-server.ts";

type Body = Readonly<Record<string, unknown>>;

export function startAbleUpstream(): Promise<ListServer> {
  return startListServer(answer);
}

function answer({ path, body }: AskedList): ListAnswer | undefined {
  const asked = JSON.parse(body === "" ? "{}" : body) as Body; // the gateway sends objects
  if (path.endsWith("/embeddings")) {
    const data = [{ object: "embedding", index: 0, embedding: [0.1, 0.2] }];
    return { body: { object: "list", data, model: asked["model"], usage: { prompt_tokens: 1, total_tokens: 1 } } };
  }
  if (asked["model"] === "down") return { status: 503, body: { error: { message: "the model is loading" } } };
  if (asked["model"] === "picky") {
    const unknown = ["tools", "response_format", "reasoning_effort"].find((name) => asked[name] !== undefined);
    if (unknown !== undefined) return { status: 400, body: { error: { message: `unknown parameter ${unknown}` } } };
  }
  return asked["stream"] === true ? stream(asked) : whole(asked);
}

function stream({ model }: Body): ListAnswer {
  const chunk = (delta: object, finish: string | null = null): string =>
    `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const pieces = model === "plain" ? ["1 2 3"] : ["1 ", "2 ", "3"];
  const usage = { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 };
  const last = `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model, choices: [], usage })}\n\n`;
  const body = [...pieces.map((content) => chunk({ content })), chunk({}, "stop"), last, "data: [DONE]\n\n"].join("");
  return { headers: { "content-type": "text/event-stream" }, body };
}

function whole(asked: Body): ListAnswer {
  const { model } = asked;
  const message = model === "able" ? ableMessage(asked) : { role: "assistant", content: "I only talk." };
  const details = model === "able" ? { completion_tokens_details: { reasoning_tokens: 7 } } : {};
  const usage = { prompt_tokens: 20, completion_tokens: 9, total_tokens: 29, ...details };
  const finish = "tool_calls" in message ? "tool_calls" : "stop";
  const choices = [{ index: 0, message, finish_reason: finish }];
  return { body: { id: "c", object: "chat.completion", created: 1, model, choices, usage } };
}

function ableMessage(asked: Body): object {
  if (asked["tools"] !== undefined) {
    const call = { id: "call_1", type: "function", function: { name: "get_weather", arguments: '{"city":"Seoul"}' } };
    return { role: "assistant", content: null, tool_calls: [call] };
  }
  if (asked["response_format"] !== undefined) return said('{"colour":"yellow","weight_in_grams":120}');
  const image = /data:image\/png;base64,([^"]+)/.exec(JSON.stringify(asked["messages"]))?.[1];
  return said(image === undefined ? "9" : `It is ${colourIn(image)}.`);
}

function said(content: string): object {
  return { role: "assistant", content };
}

/** The first pixel of an 8-bit true-colour PNG without filters. */
function colourIn(base64: string): string {
  const png = Buffer.from(base64, "base64");
  const at = png.indexOf("IDAT");
  const pixels = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const [red = 0, green = 0, blue = 0] = pixels.subarray(1, 4);
  if (red > 200) return green > 200 ? (blue > 200 ? "white" : "yellow") : "red";
  return green > 100 ? "green" : blue > 200 ? "blue" : "black";
}
