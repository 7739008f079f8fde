/** What becomes of Markdown that a model wrote, rendered to text by React's own server renderer. */
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown, maxMarkdownCharacters } from "./markdown.tsx";

const words = {
  close: "Close",
  openTitle: "Open?",
  openText: "A model wrote this address.",
  open: "Open",
  refused: "not opened",
  image: "Image",
  showImage: "Show image",
  code: "Code",
};
const htmlOf = (text: string, isStreaming = false): string =>
  renderToStaticMarkup(<Markdown text={text} words={words} open={() => {}} isStreaming={isStreaming} />);

/** Tags that our own elements are made of; anything else came from the text. */
const ownTag =
  /^(div|p|strong|em|del|code|pre|section|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|hr|br|button|span|svg|path|rect|circle|polyline|line)$/;

function problemsOf(html: string): string[] {
  const problems: string[] = [];
  for (const [tag, name = ""] of html.matchAll(/<([a-zA-Z][\w-]*)(?:"[^"]*"|[^">])*>/g)) {
    if (!ownTag.test(name)) problems.push(`<${name}>`);
    if (/\s(on\w+|href|src|srcset|style|action|formaction|xlink:href)=/i.test(tag)) problems.push(tag);
  }
  return problems;
}

describe("Markdown of a model", () => {
  it("shows what Markdown means", () => {
    const html = htmlOf(
      "# Title\n\n**bold** and `code` and ~~gone~~\n\n- one\n- [x] done\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    );
    expect(html).toContain("<strong");
    expect(html).toContain("<table");
    expect(html).toContain("☑ ");
    expect(html).toContain("<del>gone</del>");
    expect(problemsOf(html)).toEqual([]);
  });

  it("closes Korean emphasis before a particle", () => {
    expect(htmlOf("**게이트웨이(gateway)**는 빠르다.")).toMatch(/<strong[^>]*>게이트웨이\(gateway\)<\/strong>는/);
  });

  it("shows raw HTML as the text it is", () => {
    const html = htmlOf(
      'before <img src=x onerror="alert(1)"> after\n\n<script>alert(2)</script>\n\n<iframe src="//evil"></iframe>',
    );
    expect(problemsOf(html)).toEqual([]);
    expect(html).toContain("&lt;script&gt;");
  });

  it("shows a link's host and follows none by itself", () => {
    const html = htmlOf("[the bank](https://evil.example/path?q=1)");
    expect(html).toContain("(evil.example)");
    expect(problemsOf(html)).toEqual([]);
  });

  it("opens neither scripts nor files nor names that look like hosts", () => {
    for (const address of [
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "https://bank.example@evil.example/",
    ]) {
      const html = htmlOf(`[x](${address})`);
      expect(html).toContain("not opened");
      expect(html).not.toContain("<button");
    }
  });

  it("loads no image by itself, and offers only pixels that came along", () => {
    expect(htmlOf("![a](https://evil.example/a.png?secret)")).not.toContain("<img");
    expect(htmlOf("![a](data:image/png;base64,AAAA)")).toContain("Show image");
    expect(htmlOf("![a](data:image/svg+xml;base64,AAAA)")).not.toContain("Show image");
  });

  it("keeps code as written", () => {
    const html = htmlOf("```html\n<b>&amp;</b>\n```");
    expect(html).toContain("&lt;b&gt;&amp;amp;&lt;/b&gt;");
    expect(html).toContain("Code (html)");
  });

  it("renders any text without an address or a handler, whole or cut anywhere", () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom(
        "<script>",
        "</script>",
        "<img src=x onerror=alert(1)>",
        "[a](",
        "](javascript:alert(1))",
        "![",
        "](https://e.example/x)",
        "```",
        "~~~html",
        "\n",
        "\n\n",
        "# ",
        "> ",
        "- ",
        "|",
        "**",
        "_",
        "`",
        "<a href=",
        "&lt;",
        "&#106;avascript:",
        "[^1]",
        "[^1]: x",
        "<svg onload=alert(1)>",
        "$$",
        "\\",
        "://",
        "https://e.example",
        "<!--",
        "-->",
        "<style>",
        "\u202e",
        "\u0000",
      ),
    );
    let looked = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.boolean(), (pieces, isStreaming) => {
        looked++;
        expect(problemsOf(htmlOf(pieces.join(""), isStreaming))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
    expect(looked).toBeGreaterThanOrEqual(1000);
  });

  it("takes no longer for hostile nesting than for prose", () => {
    const size = maxMarkdownCharacters;
    const shapes = [
      "[",
      "![",
      "*a ",
      "> ",
      "- ",
      "`",
      "<",
      "|a",
      "[a](",
      "**_",
      "~~",
      "&",
      "\\[",
      "$",
      "[^",
      "http://",
    ];
    const slow: string[] = [];
    for (const shape of shapes) {
      const text = shape.repeat(Math.floor(size / shape.length));
      const began = performance.now();
      htmlOf(text);
      const ms = performance.now() - began;
      if (ms > 1000) slow.push(`${shape}: ${Math.round(ms)} ms`);
    }
    expect(slow).toEqual([]);
  });

  it("shows a text beyond the bound as it is", () => {
    expect(htmlOf(`**x**${"a".repeat(maxMarkdownCharacters)}`)).toContain("**x**");
  });
});
