/** What the cards and lines of the graph know of the whole: which node has the keys, and what a drop would hit. */
import { createContext, useContext } from "react";

export interface GraphState {
  /** The one node that Tab leads to. */
  readonly current: string | null;
  /** Told by a card once it is drawn: whether it should take the focus now. */
  readonly takesFocus: (id: string) => boolean;
  readonly onFocused: (id: string) => void;
  /** The row under what is dragged; undefined = none. */
  readonly dropRow: string | null | undefined;
  /** The alias whose lines stand out. */
  readonly near: string | null;
  /** Of the description of the keys. */
  readonly helpId: string;
}

export const GraphContext = createContext<GraphState | null>(null);

export function useGraph(): GraphState {
  const state = useContext(GraphContext);
  if (state === null) throw new Error("useGraph needs a GraphContext above it");
  return state;
}
