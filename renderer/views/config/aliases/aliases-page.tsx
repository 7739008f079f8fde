/** The alias view at its address: whose form is open and what is asked are in it, so that a link and Back lead there. */
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, type ReactNode } from "react";
import { askedBy } from "./alias-search.ts";
import { AliasView } from "./alias-view.tsx";
import { useUndoKeys } from "./use-undo-keys.ts";

const route = getRouteApi("/config");

export function AliasesPage(): ReactNode {
  const { alias, ask } = route.useSearch();
  const navigate = useNavigate();
  const stay = route.useNavigate();
  useUndoKeys();
  const open = useCallback(
    (name: string | null) =>
      void navigate({ to: "/config", search: { view: "aliases", ...(name === null ? {} : { alias: name }) } }),
    [navigate],
  );
  return (
    <AliasView
      alias={alias ?? null}
      onOpen={open}
      asked={askedBy({ alias, ask })}
      onAsked={() => void stay({ search: ({ ask: _ask, ...rest }) => rest, replace: true })}
      onShowText={(file, line) => void navigate({ to: "/config", search: { file, line } })}
    />
  );
}
