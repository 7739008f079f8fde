/** The panel's words in Korean. */
import type { Messages } from "./en.ts";
import { app } from "./ko/app.ts";
import { detail } from "./ko/detail.ts";
import { filter } from "./ko/filter.ts";
import { histogram } from "./ko/histogram.ts";
import { keys } from "./ko/keys.ts";
import { logActions } from "./ko/log-actions.ts";
import { login } from "./ko/login.ts";
import { nav } from "./ko/nav.ts";
import { operation } from "./ko/operation.ts";
import { overview } from "./ko/overview.ts";
import { palette } from "./ko/palette.ts";
import { requests } from "./ko/requests.ts";
import { settings } from "./ko/settings.ts";
import { status } from "./ko/status.ts";

export const ko: Messages = {
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
