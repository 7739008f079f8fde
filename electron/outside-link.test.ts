/**
 * What may leave the program: a model's answer can hold any link.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outsideLink } from "./outside-link.ts";

describe("outside link", () => {
  test.each([
    ["https://docs.example.org/a?b=c#d", "docs.example.org"],
    ["https://example.org:8443/", "example.org:8443"],
    ["HTTPS://EXAMPLE.ORG/", "example.org"],
    ["mailto:help@example.org?subject=Hi", "help@example.org"],
  ])("%s may be opened, and the user is asked about %s", (url, target) => {
    expect(outsideLink(url)?.target).toBe(target);
  });

  test("a host in other letters is shown as what it really is", () => {
    expect(outsideLink("https://аpple.com/")?.target).toBe("xn--pple-43d.com");
  });

  test.each([
    "http://example.org/",
    "file:///etc/passwd",
    "smb://host/share",
    "ms-msdt:/id",
    "search-ms:query=x",
    "javascript:alert(1)",
    "data:text/html,x",
    "vscode://x",
    "app://panel/",
    "https:",
    "https://",
    "https://user:pw@example.org/",
    "https://paypal.com@evil.example/",
    "https://example.org/\u202egnp.exe",
    "https://example.org/\nfile:///x",
    " https://example.org/",
    "https:\\\\example.org",
    "mailto:",
    "mailto:no-address",
    "mailto:--attach=/etc/passwd@x",
    "//example.org",
    "",
  ])("%j is refused", (url) => expect(outsideLink(url)).toBeNull());

  test("a mail link cannot attach a file", () => {
    const link = outsideLink("mailto:a@example.org?subject=Hi&attach=/etc/passwd&attachment=x&body=b");
    expect(link?.url).toBe("mailto:a@example.org?subject=Hi&body=b");
  });

  test("whatever is let through is https or mailto", () => {
    const near = fc.tuple(
      fc.constantFrom("https:", "http:", "mailto:", "file:", "HTTPS:", "https:/"),
      fc.webPath(),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          near.map((parts) => parts.join("//")),
        ),
        (text) => {
          const link = outsideLink(text);
          if (link !== null) expect(link.url).toMatch(/^(?:https:\/\/[^/]|mailto:[^/-])/u);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
