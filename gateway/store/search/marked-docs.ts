/** Numbers of the requests that a filter by marks is about; null when it is about none. */
import type { LogFilter } from "../../contract/request-filter.ts";
import type { Connection } from "../database.ts";

export function markedDocs(connection: Connection, { pinned, colour }: LogFilter): ReadonlySet<number> | null {
  if (pinned !== "true" && colour === undefined) return null;
  const docs = connection
    .prepare<{ pinned: number; colour: string | null }, number>(
      `SELECT doc FROM request_mark JOIN request ON request.id = request_mark.id
       WHERE pinned >= @pinned AND (@colour IS NULL OR colour = @colour)`,
    )
    .pluck()
    .all({ pinned: pinned === "true" ? 1 : 0, colour: colour ?? null });
  return new Set(docs);
}
