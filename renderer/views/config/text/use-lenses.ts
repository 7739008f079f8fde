/** Keeps the lenses' figures fresh while the text is shown; without a catalog there are no lenses. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { callGateway } from "../../../api/gateway-client.ts";
import { setCatalogRows } from "../../../editor/features/catalog-facts.ts";

const everyMs = 15_000;

export function useLenses(): void {
  const { data } = useQuery({
    queryKey: ["catalog"],
    queryFn: ({ signal }) => callGateway("catalog", {}, { signal }),
    refetchInterval: ({ state: { error } }) => (error === null ? everyMs : false),
    retry: false,
  });
  useEffect(() => {
    setCatalogRows(data?.rows ?? []);
  }, [data]);
}
