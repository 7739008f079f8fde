/** The panel's words in Korean. */
import type { Messages } from "./en.ts";
import { aliases } from "./ko/aliases.ts";
import { app } from "./ko/app.ts";
import { audit } from "./ko/audit.ts";
import { catalog } from "./ko/catalog.ts";
import { config } from "./ko/config.ts";
import { detail } from "./ko/detail.ts";
import { editor } from "./ko/editor.ts";
import { filter } from "./ko/filter.ts";
import { histogram } from "./ko/histogram.ts";
import { keys } from "./ko/keys.ts";
import { logActions } from "./ko/log-actions.ts";
import { login } from "./ko/login.ts";
import { markdown } from "./ko/markdown.ts";
import { nav } from "./ko/nav.ts";
import { operation } from "./ko/operation.ts";
import { overview } from "./ko/overview.ts";
import { palette } from "./ko/palette.ts";
import { playground } from "./ko/playground.ts";
import { replays } from "./ko/replays.ts";
import { requests } from "./ko/requests.ts";
import { settings } from "./ko/settings.ts";
import { status } from "./ko/status.ts";
import { telemetry } from "./ko/telemetry.ts";
import { timeline } from "./ko/timeline.ts";
import { usage } from "./ko/usage.ts";
import { compare } from "./ko/compare.ts";
import { wire } from "./ko/wire.ts";
import { virtualKeys } from "./ko/virtual-keys.ts";

export const ko: Messages = {
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
