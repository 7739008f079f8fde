/** What the fake provider says to images, audio, moderations and rerank; forms are answered with what was in them. */
import type { ServerResponse } from "node:http";
import type { ReceivedCall } from "./received-call.ts";

const speech = Buffer.from([0xff, 0xfb, 0x90, 0x64, 0x00, 0x0d, 0x0a, 0x80]);

/** @returns false when the path is not one of these */
export function answerMedia(call: ReceivedCall, response: ServerResponse): boolean {
  const path = call.path.split("?", 1)[0] ?? "";
  const json = (value: unknown): true => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    return true;
  };
  if (path.endsWith("/images/generations") || path.endsWith("/images/edits")) {
    const usage = { input_tokens: 9, output_tokens: 100, total_tokens: 109 };
    return json({ created: 1, data: [{ b64_json: "aGk=" }], usage });
  }
  if (path.endsWith("/moderations"))
    return json({ id: "modr-1", model: call.body["model"], results: [{ flagged: false }] });
  if (path.endsWith("/rerank")) return json({ id: "rr-1", results: [{ index: 1, relevance_score: 0.9 }] });
  if (path.endsWith("/audio/speech")) {
    response.writeHead(200, { "content-type": "audio/mpeg" });
    for (const byte of speech) response.write(Buffer.from([byte]));
    response.end();
    return true;
  }
  return /\/audio\/(transcriptions|translations)$/.test(path) && answerAudio(call, response);
}

function answerAudio({ rawBody }: ReceivedCall, response: ServerResponse): true {
  const format = /name="response_format"\r\n\r\n(\w+)/.exec(rawBody)?.[1] ?? "json";
  if (/name="stream"\r\n\r\ntrue/.test(rawBody)) {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write('data: {"type":"transcript.text.delta","delta":"안"}\n\n');
    response.end(
      'data: {"type":"transcript.text.done","text":"안녕","usage":{"input_tokens":3,"output_tokens":2}}\n\n',
    );
  } else if (format === "json") {
    response.writeHead(200, { "content-type": "application/json" });
    response.end('{"text":"안녕","usage":{"type":"tokens","input_tokens":3,"output_tokens":2,"total_tokens":5}}');
  } else {
    response
      .writeHead(200, { "content-type": "text/plain; charset=utf-8" })
      .end("1\n00:00:00,000 --> 00:00:01,000\n안녕\n");
  }
  return true;
}
