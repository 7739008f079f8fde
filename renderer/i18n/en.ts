/** The panel's words in English, a table per part of it. The type of this table is what every other language has to fill. */
import { app } from "./en/app.ts";
import { detail } from "./en/detail.ts";
import { filter } from "./en/filter.ts";
import { histogram } from "./en/histogram.ts";
import { keys } from "./en/keys.ts";
import { logActions } from "./en/log-actions.ts";
import { login } from "./en/login.ts";
import { nav } from "./en/nav.ts";
import { operation } from "./en/operation.ts";
import { overview } from "./en/overview.ts";
import { palette } from "./en/palette.ts";
import { requests } from "./en/requests.ts";
import { settings } from "./en/settings.ts";
import { status } from "./en/status.ts";

export const en = {
  app,
  detail,
  filter,
  histogram,
  keys,
  logActions,
  login,
  nav,
  operation,
  overview,
  palette,
  requests,
  settings,
  status,
};

/** The same keys with any words. */
export type Messages = Translated<typeof en>;
type Translated<Table> = { readonly [Key in keyof Table]: Table[Key] extends string ? string : Translated<Table[Key]> };
