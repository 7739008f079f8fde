/** The panel's words in English, a table per part of it. The type of this table is what every other language has to fill. */
import { aliases } from "./en/aliases.ts";
import { app } from "./en/app.ts";
import { audit } from "./en/audit.ts";
import { catalog } from "./en/catalog.ts";
import { config } from "./en/config.ts";
import { detail } from "./en/detail.ts";
import { editor } from "./en/editor.ts";
import { filter } from "./en/filter.ts";
import { histogram } from "./en/histogram.ts";
import { keys } from "./en/keys.ts";
import { logActions } from "./en/log-actions.ts";
import { login } from "./en/login.ts";
import { markdown } from "./en/markdown.ts";
import { nav } from "./en/nav.ts";
import { operation } from "./en/operation.ts";
import { overview } from "./en/overview.ts";
import { palette } from "./en/palette.ts";
import { playground } from "./en/playground.ts";
import { replays } from "./en/replays.ts";
import { requests } from "./en/requests.ts";
import { settings } from "./en/settings.ts";
import { status } from "./en/status.ts";
import { telemetry } from "./en/telemetry.ts";
import { timeline } from "./en/timeline.ts";
import { usage } from "./en/usage.ts";
import { compare } from "./en/compare.ts";
import { wire } from "./en/wire.ts";
import { virtualKeys } from "./en/virtual-keys.ts";

export const en = {
  aliases,
  app,
  audit,
  catalog,
  config,
  detail,
  editor,
  filter,
  histogram,
  keys,
  logActions,
  login,
  markdown,
  nav,
  operation,
  overview,
  palette,
  playground,
  replays,
  requests,
  settings,
  status,
  telemetry,
  timeline,
  usage,
  virtualKeys,
  compare,
  wire,
};

/** The same keys with any words. */
export type Messages = Translated<typeof en>;
type Translated<Table> = { readonly [Key in keyof Table]: Table[Key] extends string ? string : Translated<Table[Key]> };
