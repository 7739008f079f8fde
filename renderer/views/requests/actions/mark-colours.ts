/** How each mark's colour is drawn. */
import type { RequestMark } from "../../../../gateway/contract/request-search.ts";

type Colour = NonNullable<RequestMark["colour"]>;

export const markFills: Readonly<Record<Colour, string>> = {
  red: "text-danger",
  orange: "text-warn",
  green: "text-ok",
  blue: "text-info",
  purple: "text-mark-purple",
};
