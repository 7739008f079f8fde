/**
 * The panel's way in: a one-time link token, a session cookie, and the desktop shell's own token.
 *
 * The cookie is `expiry.nonce.signature`, so it survives a restart of the gateway; its signing key is derived from the
 * master key (random when there is none), so changing the master key ends every session. Bound to /ui by its path.
 */
import { createHmac, hash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../base/clock.ts";

export const sessionCookieName = "portico_session";
export const desktopTokenHeader = "x-portico-panel-token";
const sessionMs = 7 * 24 * 3_600_000;

export class PanelSessions {
  readonly #clock: Clock;
  readonly #desktopDigest: Buffer | null;
  readonly #fallbackSecret = randomBytes(32);
  readonly #masterKey: () => string | null;
  readonly #isSecure: boolean;
  #linkDigest: Buffer | null = null;

  /** @param isSecure  the panel is served by https: its cookie then never goes over plain http */
  constructor(clock: Clock, desktopToken: string | null, masterKey: () => string | null, isSecure = false) {
    this.#clock = clock;
    this.#desktopDigest = desktopToken === null || desktopToken === "" ? null : digest(desktopToken);
    this.#masterKey = masterKey;
    this.#isSecure = isSecure;
  }

  /** @returns a token that opens one session; the one before it is void */
  newLinkToken(): string {
    const token = randomBytes(32).toString("base64url");
    this.#linkDigest = digest(token);
    return token;
  }

  /** @returns the session's cookie, or null when the token is wrong or was used */
  exchange(token: string): string | null {
    if (this.#linkDigest === null || token.length > 512 || !timingSafeEqual(digest(token), this.#linkDigest))
      return null;
    this.#linkDigest = null;
    return this.newCookie();
  }

  /** A `Set-Cookie` value that opens a session. */
  newCookie(): string {
    const expires = String(this.#clock.wallMs() + sessionMs);
    const nonce = randomBytes(16).toString("base64url");
    const value = `${expires}.${nonce}.${this.#sign(`${expires}.${nonce}`)}`;
    const secure = this.#isSecure ? "; Secure" : "";
    return `${sessionCookieName}=${value}; Path=/ui; HttpOnly; SameSite=Strict; Max-Age=${sessionMs / 1000}${secure}`;
  }

  isValid(headers: IncomingHttpHeaders): boolean {
    const token = headers[desktopTokenHeader];
    if (typeof token === "string") {
      return this.#desktopDigest !== null && token.length <= 512 && timingSafeEqual(digest(token), this.#desktopDigest);
    }
    return this.#isValidCookie(cookieValue(headers.cookie));
  }

  #isValidCookie(value: string | null): boolean {
    const [expires, nonce, signature, ...rest] = (value ?? "").split(".");
    if (expires === undefined || nonce === undefined || signature === undefined || rest.length > 0) return false;
    if (!/^\d{13,16}$/.test(expires) || Number(expires) < this.#clock.wallMs()) return false;
    return timingSafeEqual(digest(signature), digest(this.#sign(`${expires}.${nonce}`)));
  }

  #sign(text: string): string {
    const masterKey = this.#masterKey();
    const secret =
      masterKey === null || masterKey === "" ? this.#fallbackSecret : digest(`portico panel session ${masterKey}`);
    return createHmac("sha256", secret).update(text).digest("base64url");
  }
}

function digest(text: string): Buffer {
  return hash("sha256", text, "buffer");
}

function cookieValue(header: string | undefined): string | null {
  if (header === undefined || header.length > 8192) return null;
  for (const part of header.split(";")) {
    const [name, value] = part.trim().split("=", 2);
    if (name === sessionCookieName && value !== undefined) return value;
  }
  return null;
}
