/** Which row a replay sent again: a small table beside the rows, so that rows that replay nothing pay nothing. */
import type { ReplayLink } from "../contract/replay-link.ts";
import type { ChainEntry } from "../contract/replay.ts";
import type { Connection } from "./database.ts";
import { asRow, rowColumns, type StoredRow } from "./rows.ts";

/** A chain is shown whole; beyond this the newest are left out. */
const longestChain = 500;

interface StoredLink {
  readonly id: string;
  readonly replayOf: string;
  readonly root: string;
  readonly runId: string | null;
  readonly isEdited: number;
}

const linkColumns = "id, replay_of AS replayOf, root, run_id AS runId, is_edited AS isEdited";

export type KeepLink = (id: string, link: ReplayLink) => void;

export function linkKeeper(connection: Connection): KeepLink {
  const put = connection.prepare(
    `INSERT OR REPLACE INTO replay_link (id, replay_of, root, run_id, is_edited)
     VALUES (@id, @replayOf, @root, @runId, @isEdited)`,
  );
  return (id, { isEdited, ...link }) => void put.run({ id, ...link, isEdited: isEdited ? 1 : 0 });
}

export function readLinks(connection: Connection, ids: readonly string[]): Record<string, ReplayLink> {
  const found = connection
    .prepare<[string], StoredLink>(
      `SELECT ${linkColumns} FROM replay_link WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids));
  return Object.fromEntries(found.map((link) => [link.id, asLink(link)]));
}

/** @param id  any row of the chain; one that is in none is a chain by itself */
export function readChain(connection: Connection, id: string): ChainEntry[] {
  const root = readLinks(connection, [id])[id]?.root ?? id;
  const links = connection
    .prepare<[string, number], StoredLink>(`SELECT ${linkColumns} FROM replay_link WHERE root = ? ORDER BY id LIMIT ?`)
    .all(root, longestChain);
  const row = connection.prepare<[string], StoredRow>(`SELECT ${rowColumns} FROM request WHERE id = ?`);
  const entry = (of: string, link: ReplayLink | null): ChainEntry => {
    const stored = row.get(of);
    return { id: of, link, row: stored === undefined ? null : asRow(stored) };
  };
  return [entry(root, null), ...links.map((link) => entry(link.id, asLink(link)))];
}

function asLink({ replayOf, root, runId, isEdited }: StoredLink): ReplayLink {
  return { replayOf, root, runId, isEdited: isEdited === 1 };
}
