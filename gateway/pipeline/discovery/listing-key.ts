/**
 * Which key goes with a question for models, and where to.
 *
 * Law: a source's key goes to that source's address only; to an address that the user typed goes the variable that the
 * user chose in this very request, or nothing. The master key goes nowhere (see listing-key.test.ts).
 */
import { GatewayError } from "../../contract/errors.ts";
import type { DiscoverRequest } from "../../contract/model-catalog.ts";
import type { ListTarget } from "./list-models.ts";
import type { OpenSource } from "./model-sources.ts";

/** @throws GatewayError `field_not_allowed`, `invalid_request` */
export function sourceTarget(source: OpenSource, keyVariable: DiscoverRequest["keyVariable"]): ListTarget {
  const { shown, listBase: base, keys, ownKey } = source;
  if (ownKey !== null || keyVariable === null) return { base, key: ownKey };
  const key = keys.get(keyVariable);
  if (key !== undefined) return { base, key: sendable(keyVariable, key) };
  if (shown.keyVariable === keyVariable) throw unset(keyVariable);
  throw new GatewayError("field_not_allowed", {
    message: `${keyVariable} is no key of ${shown.title}; it is not sent there.`,
    hint: "To send it to an address of your own, enter that address as the base URL.",
    param: "keyVariable",
  });
}

export interface TypedAddress {
  readonly apiBase: string;
  readonly keyVariable: DiscoverRequest["keyVariable"];
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly masterKey: string | null;
}

/** @throws GatewayError `field_not_allowed`, `invalid_request` */
export function typedTarget({ apiBase, keyVariable, values, masterKey }: TypedAddress): ListTarget {
  const base = plainAddress(apiBase);
  if (keyVariable === null) return { base, key: null };
  const key = values[keyVariable];
  if (key === undefined || key === "") throw unset(keyVariable);
  if (key === masterKey) {
    throw new GatewayError("field_not_allowed", {
      message: `${keyVariable} holds the master key of this gateway; it is sent to nobody.`,
      param: "keyVariable",
    });
  }
  return { base, key: sendable(keyVariable, key) };
}

/** No credentials, no query, and none of the addresses where clouds hand out credentials. */
function plainAddress(text: string): string {
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new GatewayError("invalid_request", {
      message: "A base URL has no user, query or fragment.",
      hint: "Put the key into a variable and choose it below.",
      param: "apiBase",
    });
  }
  if (/^(169\.254\.|\[fe80:|\[fd00:ec2:|\[::ffff:a9fe:)|^metadata\.google\.internal\.?$/i.test(url.hostname)) {
    throw new GatewayError("field_not_allowed", {
      message: `${url.hostname} is not asked: clouds hand out credentials there, and no models.`,
      param: "apiBase",
    });
  }
  return url.href.replace(/\/+$/, "");
}

function unset(name: string): GatewayError {
  return new GatewayError("invalid_request", {
    message: `The variable ${name} is not set.`,
    hint: "Enter its value once; it is kept in the .env file.",
    param: "keyVariable",
  });
}

/** A header takes no line end. */
function sendable(name: string, key: string): string {
  if (!/[^\x21-\x7e]/.test(key)) return key;
  throw new GatewayError("invalid_request", {
    message: `The value of ${name} holds characters that no key has (a space or a line end, perhaps).`,
    param: "keyVariable",
  });
}
