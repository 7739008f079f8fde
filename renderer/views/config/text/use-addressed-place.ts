/** Goes to the file and line of the address once, e.g. from a finding that another view shows. */
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { revealLine } from "../../../editor/open-editor.ts";

const route = getRouteApi("/config");

export function useAddressedPlace(show: (file: string) => void): void {
  const { file, line, ...rest } = route.useSearch();
  const navigate = route.useNavigate();
  useEffect(() => {
    if (file === undefined) return;
    show(file);
    if (line !== undefined) revealLine(file, line);
    void navigate({ search: { ...rest, file: undefined, line: undefined }, replace: true });
    // oxlint-disable-next-line react/exhaustive-deps -- the address's own change is not another order to go there
  }, [file, line]);
}
