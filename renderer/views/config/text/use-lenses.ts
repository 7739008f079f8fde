/** Keeps the lenses' figures fresh while the text is shown; without a catalog there are no lenses. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { catalogQuery } from "../../../api/catalog-queries.ts";
import { setCatalogRows } from "../../../editor/features/catalog-facts.ts";

export function useLenses(): void {
  const { data } = useQuery({ ...catalogQuery, retry: false });
  useEffect(() => {
    setCatalogRows(data?.rows ?? [], data !== undefined && data.figuresAt !== null);
  }, [data]);
}
