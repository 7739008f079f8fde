import { describe, expect, it } from "vitest";
import { Authenticator } from "./authenticate.ts";

const bearer = (key: string): { authorization: string } => ({ authorization: `Bearer ${key}` });

describe("Authenticator", () => {
  const door = new Authenticator("sk-master-1234567890", null);

  it("lets the master key in and names it by a digest, never by itself", () => {
    const principal = door.authenticate(bearer("sk-master-1234567890"), 0);
    expect(principal.keyDigest).toMatch(/^[0-9a-f]{12}$/);
    expect(JSON.stringify(principal)).not.toContain("sk-master");
  });

  it("answers a missing key in the words clients know", () => {
    expect(() => door.authenticate({}, 0)).toThrow("Authentication Error, No api key passed in.");
  });

  it("refuses a wrong key without repeating it", () => {
    const attempt = (): unknown => door.authenticate(bearer("sk-wrong-secret"), 0);
    expect(attempt).toThrow(/Authentication Error/);
    expect(attempt).not.toThrow(/sk-wrong-secret/);
  });

  it.each([null, ""])("is open without a master key (%j), but no key text ever equals it", (key) => {
    const open = new Authenticator(key, null);
    expect(open.authenticate({}, 0).kind).toBe("admin");
    expect(open.isMasterKey("")).toBe(false);
  });
});
