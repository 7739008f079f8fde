/**
 * What the panel keeps for its user, as documents of a kind: the store knows their heads, the panel what is in them.
 */
import { z } from "zod";

export const documentKinds = ["playground"] as const;

export const documentHeadSchema = z.object({
  id: z.string().min(1).max(64),
  title: z.string().max(200),
  createdAt: z.number(),
  updatedAt: z.number(),
  /** The document that this one branched off. */
  parentId: z.string().max(64).nullable(),
});

export type DocumentKind = (typeof documentKinds)[number];
export type DocumentHead = z.infer<typeof documentHeadSchema>;

export interface PanelDocument {
  readonly head: DocumentHead;
  /** JSON text. */
  readonly body: string;
}

/** A small store off the request path; every call may reject with the disk's reason. */
export interface DocumentStore {
  /** Newest change first. */
  list(kind: DocumentKind): Promise<DocumentHead[]>;
  read(kind: DocumentKind, id: string): Promise<PanelDocument | null>;
  write(kind: DocumentKind, document: PanelDocument): Promise<void>;
  /** @returns whether it was there */
  remove(kind: DocumentKind, id: string): Promise<boolean>;
}
