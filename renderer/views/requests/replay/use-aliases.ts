/** Aliases that can answer: of one kind of request, or any. Patterns are no names to send to. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { aliasesQuery } from "../../../api/queries.ts";

/** @param operation  null = whatever they answer */
export function useAliases(operation: string | null): readonly string[] {
  const { data } = useQuery(aliasesQuery);
  return useMemo(
    () =>
      (data?.aliases ?? [])
        .filter(({ alias, disabledReason }) => disabledReason === null && !alias.includes("*"))
        .filter(
          ({ deployments }) =>
            operation === null || deployments.some(({ operations }) => operations.some((known) => known === operation)),
        )
        .map(({ alias }) => alias),
    [data, operation],
  );
}
