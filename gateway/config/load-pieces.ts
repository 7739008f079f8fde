/**
 * A load's result on its way from the worker to the main thread: in pieces, one per turn of the main thread's loop.
 *
 * Sent whole, ten thousand aliases would be unpacked in one go, and every open stream would wait for that. The indexes
 * are built again on arrival, and each deployment is frozen again: neither outlives the way.
 */
import type { Catalog, Deployment } from "../contract/deployment.ts";
import type { Finding } from "../contract/findings.ts";
import { providerTable } from "../contract/providers.ts";
import { indexDeployments, type CatalogIndex } from "./catalog-index.ts";
import type { LoadResult } from "./load.ts";

type SentDeployment = Omit<Deployment, "providerRow">;
type SentCatalog = Omit<Catalog, keyof CatalogIndex | "findings">;

export type LoadPiece =
  | { readonly kind: "some"; readonly deployments: readonly SentDeployment[]; readonly findings: readonly Finding[] }
  | {
      readonly kind: "rest";
      readonly catalog: SentCatalog | null;
      readonly result: Omit<LoadResult, "catalog" | "findings">;
    };

const pieceSize = 200;

export function* piecesOf({ catalog, findings, ...result }: LoadResult): Generator<LoadPiece> {
  const deployments = catalog?.deployments ?? [];
  for (let from = 0; from < Math.max(deployments.length, findings.length); from += pieceSize) {
    yield {
      kind: "some",
      deployments: deployments.slice(from, from + pieceSize).map(({ providerRow: _row, ...sent }) => sent),
      findings: findings.slice(from, from + pieceSize),
    };
  }
  yield { kind: "rest", catalog: catalog === null ? null : withoutIndex(catalog), result };
}

function withoutIndex(catalog: Catalog): SentCatalog {
  const { deployments: _d, groups: _g, wildcards: _w, byId: _i, byLitellmModel: _m, findings: _f, ...sent } = catalog;
  return sent;
}

/** Puts the pieces together again, in the order they come. */
export class LoadAssembly {
  readonly #deployments: Deployment[] = [];
  readonly #findings: Finding[] = [];

  /** @returns the result after its last piece, null before */
  add(piece: LoadPiece): LoadResult | null {
    if (piece.kind === "some") {
      for (const sent of piece.deployments) this.#deployments.push(received(sent));
      this.#findings.push(...piece.findings);
      return null;
    }
    const findings = this.#findings;
    if (piece.catalog === null) return { ...piece.result, findings, catalog: null };
    const catalog = Object.freeze({ ...piece.catalog, ...indexDeployments(this.#deployments), findings });
    return { ...piece.result, findings, catalog };
  }
}

function received(sent: SentDeployment): Deployment {
  const providerRow = providerTable.get(sent.provider);
  if (providerRow === undefined)
    throw new Error(`The worker sent a provider that is not in the table: ${sent.provider}`);
  return Object.freeze({ ...sent, providerRow });
}
