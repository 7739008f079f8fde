/** The panel's documents as the rest of the gateway sees them; the thread starts with the first question. */
import type { DocumentHead, DocumentStore, PanelDocument } from "../contract/panel-documents.ts";
import { AskedThread } from "./asked-thread.ts";
import type { PanelQuestion } from "./panel-thread.ts";

export interface PanelStore extends DocumentStore {
  dispose(): Promise<void>;
}

/** @param file  made when it is not there */
export function openPanelStore(file: string): PanelStore {
  const thread = new AskedThread<PanelQuestion>({ name: "panel-thread", file, heapMb: 96 });
  return {
    list: (kind) => thread.ask<DocumentHead[]>({ type: "list", kind }),
    read: (kind, id) => thread.ask<PanelDocument | null>({ type: "read", kind, id }),
    write: (kind, document) => thread.ask<void>({ type: "write", kind, document }),
    remove: (kind, id) => thread.ask<boolean>({ type: "remove", kind, id }),
    dispose: () => thread.dispose(),
  };
}
