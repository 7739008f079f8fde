import { describe, expect, it } from "vitest";
import type { Clock } from "../base/clock.ts";
import { PanelSessions, sessionCookieName } from "./panel-session.ts";

function clockAt(start: number): Clock & { now: number } {
  return {
    now: start,
    wallMs() {
      return this.now;
    },
    monotonicMs() {
      return this.now;
    },
  };
}

const cookieOf = (setCookie: string): string => setCookie.split(";", 1)[0] ?? "";

describe("PanelSessions", () => {
  it("opens one session per link, and the link only once", () => {
    const sessions = new PanelSessions(clockAt(1.7e12), null, () => "key");
    const token = sessions.newLinkToken();
    expect(sessions.exchange("wrong")).toBeNull();
    const cookie = sessions.exchange(token);
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect(cookie).toMatch(/Path=\/ui/);
    expect(sessions.isValid({ cookie: cookieOf(cookie ?? "") })).toBe(true);
    expect(sessions.exchange(token)).toBeNull();
  });

  it("survives a restart, and ends when the master key changes", () => {
    const cookie = cookieOf(new PanelSessions(clockAt(1.7e12), null, () => "key").newCookie());
    expect(new PanelSessions(clockAt(1.7e12), null, () => "key").isValid({ cookie })).toBe(true);
    expect(new PanelSessions(clockAt(1.7e12), null, () => "other").isValid({ cookie })).toBe(false);
  });

  it("does not let a cookie be forged where no master key is set", () => {
    const cookie = cookieOf(new PanelSessions(clockAt(1.7e12), null, () => null).newCookie());
    expect(new PanelSessions(clockAt(1.7e12), null, () => null).isValid({ cookie })).toBe(false);
    expect(new PanelSessions(clockAt(1.7e12), null, () => "").isValid({ cookie })).toBe(false);
  });

  it("ends after a week", () => {
    const clock = clockAt(1.7e12);
    const sessions = new PanelSessions(clock, null, () => "key");
    const cookie = cookieOf(sessions.newCookie());
    clock.now += 8 * 24 * 3_600_000;
    expect(sessions.isValid({ cookie })).toBe(false);
  });

  it.each(["", "a.b.c", `${1.8e12}.x.`, `${1.8e12}..`, "....", "x".repeat(9000)])("refuses the cookie %#", (value) => {
    const sessions = new PanelSessions(clockAt(1.7e12), null, () => "key");
    expect(sessions.isValid({ cookie: `${sessionCookieName}=${value}` })).toBe(false);
  });

  it("takes the desktop's token only when there is one", () => {
    const header = { "x-portico-panel-token": "t0ken" };
    expect(new PanelSessions(clockAt(1), "t0ken", () => "key").isValid(header)).toBe(true);
    expect(new PanelSessions(clockAt(1), "other", () => "key").isValid(header)).toBe(false);
    expect(new PanelSessions(clockAt(1), null, () => "key").isValid(header)).toBe(false);
    expect(new PanelSessions(clockAt(1), "", () => "key").isValid({ "x-portico-panel-token": "" })).toBe(false);
  });
});
