import { describe, expect, it } from "vitest";
import { LiveFeed, type LiveNews } from "../telemetry/live-feed.ts";
import { StreamProgress } from "./stream-progress.ts";

function watched(): { progress: StreamProgress; seen: LiveNews[] } {
  const feed = new LiveFeed();
  const seen: LiveNews[] = [];
  feed.subscribe((news) => void seen.push(news));
  return { progress: new StreamProgress("a", feed), seen };
}

describe("a running stream's progress", () => {
  it("counts whole events of an event stream, and lines where there is one JSON per line", () => {
    const { progress, seen } = watched();
    progress.add(Buffer.from("event: x\ndata: 1\n\ndata: 2\n\n"), 300);
    progress.add(Buffer.from('{"a":1}\n{"a":2}\n{"a":3}\n'), 600);
    expect(seen).toEqual([
      { type: "progress", id: "a", tokens: 2 },
      { type: "progress", id: "a", tokens: 5 },
    ]);
  });

  it("is told four times a second at most", () => {
    const { progress, seen } = watched();
    for (let atMs = 0; atMs <= 1000; atMs += 10) progress.add(Buffer.from("data: 1\n\n"), atMs);
    expect(seen).toHaveLength(4);
  });
});
