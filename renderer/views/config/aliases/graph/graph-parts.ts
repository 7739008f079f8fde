/** What the graph is made of: its nodes and lines with their places, as the layout gives them. Pixels at zoom 1. */
import type { DraftAlias, DraftDeployment } from "../../../../../gateway/contract/config-files.ts";
import type { FallbackKind } from "../acts/act.ts";
import type { ShareBy } from "../acts/shares.ts";
import type { Client } from "../traffic/client-of.ts";

/** Of `default_fallbacks`: they belong to every alias without its own. */
export type ChipKind = FallbackKind | "default_fallbacks";

interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type GraphNode =
  | (Box & { readonly kind: "client"; readonly client: Client })
  | (Box & { readonly kind: "moreClients"; readonly count: number })
  | (Box & { readonly kind: "alias"; readonly alias: DraftAlias })
  /** Stands for every alias without fallbacks of its own. */
  | (Box & { readonly kind: "default" })
  | (Box & { readonly kind: "deployment"; readonly alias: string; readonly deployment: DraftDeployment } & Share)
  | (Box & { readonly kind: "moreDeployments"; readonly alias: string; readonly count: number })
  | (Box & { readonly kind: "group"; readonly alias: string; readonly target: string; readonly isKnown: boolean })
  | (Box & {
      readonly kind: "fallback";
      /** null = the default ones. */
      readonly alias: string | null;
      readonly chip: ChipKind;
      readonly position: number;
      /** How many of this kind the alias has. */
      readonly count: number;
      readonly target: string;
      readonly isKnown: boolean;
    });

interface Share {
  readonly percent: number;
  readonly shareBy: ShareBy;
  /** Behind a lower `order`: drawn from only when those are out. */
  readonly isWaiting: boolean;
  readonly isOnly: boolean;
}

/** The ground an alias's row stands on: where things are dropped. */
export interface GraphRow {
  /** null = the default row. */
  readonly alias: string | null;
  readonly y: number;
  readonly height: number;
}

export interface GraphLine {
  readonly id: string;
  readonly kind: "call" | "serves" | "standsIn" | "leadsTo";
  readonly source: string;
  readonly target: string;
  /** SVG path. */
  readonly path: string;
  /** Its traffic; null = it carries none of its own. */
  readonly flow: string | null;
  /** Of a line to or from a fallback. */
  readonly chip: ChipKind | "group" | null;
}

export interface GraphLayout {
  readonly nodes: readonly GraphNode[];
  readonly lines: readonly GraphLine[];
  readonly rows: readonly GraphRow[];
  readonly width: number;
  readonly height: number;
}

export const clientId = (client: string): string => `client:${client}`;
export const aliasId = (alias: string): string => `alias:${alias}`;
export const defaultId = "default";
export const deploymentId = ({ file, index }: Pick<DraftDeployment, "file" | "index">): string =>
  `deployment:${index}:${file}`;
export const fallbackId = (alias: string | null, chip: ChipKind, target: string): string =>
  `fallback:${chip}:${JSON.stringify([alias, target])}`;
