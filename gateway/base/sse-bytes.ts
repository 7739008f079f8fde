/**
 * Server-sent events as bytes: where they end (after a blank line, whatever the line ends are) and what they hold.
 *
 * @source https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
const doubleLineFeed = Buffer.from("\n\n");
const carriageReturn = 0x0d;
/** Two line ends in a row, each CRLF, LF or a CR that is surely not the first half of a CRLF. */
const blankLine = /(?:\r\n|\n|\r(?!\n|$))(?:\r\n|\n|\r(?!\n|$))/g;

/** @returns the offsets just past each blank line, in order. */
export function eventEnds(run: Buffer): number[] {
  if (run.includes(carriageReturn)) {
    return Array.from(run.toString("latin1").matchAll(blankLine), (match) => match.index + match[0].length);
  }
  const ends: number[] = [];
  for (let at = run.indexOf(doubleLineFeed); at !== -1; at = run.indexOf(doubleLineFeed, at + 2)) ends.push(at + 2);
  return ends;
}

/** @returns the offset just past the last blank line; 0 when there is none. */
export function lastEventEnd(run: Buffer): number {
  if (run.includes(carriageReturn)) return eventEnds(run).at(-1) ?? 0;
  const at = run.lastIndexOf(doubleLineFeed);
  return at === -1 ? 0 : at + 2;
}

/** @returns the events of a run, each with its line ends. */
export function splitEvents(run: Buffer): Buffer[] {
  const events: Buffer[] = [];
  let start = 0;
  for (const end of eventEnds(run)) {
    events.push(run.subarray(start, end));
    start = end;
  }
  if (start < run.length) events.push(run.subarray(start));
  return events;
}

const dataPrefix = Buffer.from("data: ");
const lineFeed = 0x0a;

/** How nearly every event looks: one `data: ` line and a blank one, with plain line feeds. */
function isOneDataLine(event: Buffer): boolean {
  const end = event.length - 2;
  if (end < dataPrefix.length || event.indexOf(lineFeed) !== end || event[end + 1] !== lineFeed) return false;
  return event.compare(dataPrefix, 0, dataPrefix.length, 0, dataPrefix.length) === 0 && !event.includes(carriageReturn);
}

/** `s`: U+2028 and U+2029 end lines in JavaScript, not in an event stream. */
const dataLine = /^data(?:: ?(.*))?$/s;

/** @returns the event's data lines joined by LF, or null when it has none (a comment, a lone field). */
export function eventData(event: Buffer): string | null {
  if (isOneDataLine(event)) return event.toString("utf8", dataPrefix.length, event.length - 2);
  const text = event.toString("utf8");
  const lines = (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text).split(/\r\n|\n|\r/);
  const data: string[] = [];
  for (const line of lines) {
    const match = dataLine.exec(line);
    if (match !== null) data.push(match[1] ?? "");
  }
  return data.length === 0 ? null : data.join("\n");
}
