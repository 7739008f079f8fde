/** What people noted on requests: pins, colours, comments. One small table; a row without any note leaves it. */
import { GatewayError } from "../contract/errors.ts";
import type { MarkRequest, RequestMark } from "../contract/request-search.ts";
import type { Connection } from "./database.ts";

/** Pinned requests are spared when old ones are forgotten, so they are bounded; so are all notes, which travel whole. */
const mostPinned = 1000;
const mostMarked = 10_000;

interface MarkRow {
  readonly id: string;
  readonly pinned: number;
  readonly colour: RequestMark["colour"];
  readonly comment: string | null;
}

const none: RequestMark = { pinned: false, colour: null, comment: null };

/** @returns the marks of these ids, those without one left out */
export function readMarks(connection: Connection, ids: readonly string[]): Record<string, RequestMark> {
  const rows = connection
    .prepare<[string], MarkRow>("SELECT * FROM request_mark WHERE id IN (SELECT value FROM json_each(?))")
    .all(JSON.stringify(ids));
  return Object.fromEntries(
    rows.map(({ id, pinned, colour, comment }) => [id, { pinned: pinned === 1, colour, comment }]),
  );
}

/**
 * @returns the marks of these ids as they are now, empty ones included; ids that are not in the log are left out
 * @throws GatewayError `invalid_request` when there would be too many
 */
export function writeMarks(connection: Connection, { ids, mark }: MarkRequest): Record<string, RequestMark> {
  const stored = connection
    .prepare<[string], string>("SELECT id FROM request WHERE id IN (SELECT value FROM json_each(?))")
    .pluck()
    .all(JSON.stringify(ids));
  const known = readMarks(connection, stored);
  const marks = Object.fromEntries(stored.map((id) => [id, { ...none, ...known[id], ...given(mark) }]));
  connection.transaction(() => {
    const put = connection.prepare("INSERT OR REPLACE INTO request_mark VALUES (@id, @pinned, @colour, @comment)");
    const drop = connection.prepare<[string]>("DELETE FROM request_mark WHERE id = ?");
    for (const [id, { pinned, colour, comment }] of Object.entries(marks)) {
      if (!pinned && colour === null && comment === null) drop.run(id);
      else put.run({ id, pinned: pinned ? 1 : 0, colour, comment });
    }
    assertBounded(connection);
  })();
  return marks;
}

/** A comment without words is none. */
function given(mark: MarkRequest["mark"]): Partial<RequestMark> {
  const comment = mark.comment?.trim();
  return {
    ...(mark.pinned === undefined ? {} : { pinned: mark.pinned }),
    ...(mark.colour === undefined ? {} : { colour: mark.colour }),
    ...(mark.comment === undefined ? {} : { comment: comment === undefined || comment === "" ? null : comment }),
  };
}

function assertBounded(connection: Connection): void {
  const count = connection.prepare<[], { marked: number; pinned: number }>(
    "SELECT count(*) AS marked, coalesce(sum(pinned), 0) AS pinned FROM request_mark",
  );
  const { marked, pinned } = count.get() ?? { marked: 0, pinned: 0 };
  if (pinned <= mostPinned && marked <= mostMarked) return;
  throw new GatewayError("invalid_request", {
    message: `At most ${mostPinned} requests can be pinned and ${mostMarked} marked.`,
    hint: "Take the pin or mark off some of the older ones first.",
    param: "ids",
  });
}
