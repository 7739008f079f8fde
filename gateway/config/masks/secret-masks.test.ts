/** Masks hide every secret of a text, keep every place, and are put back to what they were made for, or refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findSecrets } from "./find-secrets.ts";
import { maskLike } from "./mask-form.ts";
import { SecretMasks } from "./secret-masks.ts";

const key = Buffer.from("a key of this test");
const masked = (text: string, masks = new SecretMasks(key)): string => masks.maskText(text, findSecrets(text));

describe("a masked text", () => {
  it.each([
    ["plain", "litellm_params: {model: openai/x, api_key: CANARY-key-1234}"],
    ["double quotes", 'api_key: "CANARY key # \\" 1234"'],
    ["single quotes", "api_key: 'CANARY ''key'': 1234'"],
    ["on the next line", "api_key:\n  CANARY-key-1234"],
    ["a plain value on two lines", "api_key: CANARY-one\n  CANARY-two"],
    ["a literal block", "vertex_credentials: |\n  CANARY-one\n\n    CANARY-two # no comment\nmodel: x"],
    ["a folded block with a comment behind it", "private_key: >-  # folded\n  CANARY-one\n"],
    ["a list", "api_keys:\n  - CANARY-one\n  - 'CANARY-two'"],
    ["a number", "password: 9876543210"],
    ["behind an anchor", "x-key: &key CANARY-key-1234\nlist:\n  - {api_key: *key}"],
    ["with an anchor and a tag of its own", "api_key: &a !!str CANARY-key-1234"],
    ["JSON in quotes", `vertex_credentials: '{"private_key": "CANARY-key-1234"}'`],
    ["a header", "extra_headers: {Authorization: Bearer CANARY-key-1234}"],
    ["the master key", "general_settings:\n  master_key: CANARY-key-1234"],
    ["an environment variable", "environment_variables:\n  MY_API_KEY: CANARY-key-1234\n  DB_PASSWORD: CANARY-pass"],
    ["a password in an address", "api_base: https://me:CANARY@x@host.example/v1"],
    ["a token in an address", "api_base: https://CANARY-token@host.example/v1"],
    ["a key in a query", "api_base: https://host.example/v1?api_key=CANARY-key&x=1"],
    ["a comment", "model: x # api_key: CANARY-key-1234"],
    ["a line that is commented out", "#     api_key: 'CANARY-key-1234'\nmodel: x"],
    ["a variable in a comment", "# OPENAI_API_KEY=CANARY-key-1234\nmodel: x"],
    ["again, under no secret name", "api_key: CANARY-key-1234\ntags: [CANARY-key-1234]\n# was CANARY-key-1234"],
    ["the shape of a key, anywhere", "tags: [sk-CANARY0123456789abcd]"],
    [
      "a private key, anywhere",
      "note: |\n  -----BEGIN PRIVATE KEY-----\n  CANARY+abc/def=\n  -----END PRIVATE KEY-----",
    ],
    ["an unfinished text", 'a: [\nlitellm_params:\n  api_key: CANARY-key-1234\n  "client_secret":"CANARY-2"\n'],
    ["an unfinished text with a block", "a: [\n  private_key: |\n    CANARY-one\n    CANARY-two\n  b: c\n"],
    ["line ends of Windows", "api_key: CANARY-key-1234\r\npassword: |\r\n  CANARY-one\r\n  CANARY-two\r\nx: y\r\n"],
    ["line ends of old", "api_key: CANARY-key-1234\rpassword: CANARY-one\r"],
    ["a byte order mark", "\uFEFFapi_key: CANARY-key-1234\n"],
  ])("shows no secret, keeps every place and can be put back: %s", (_name, text) => {
    const masks = new SecretMasks(key);
    const shown = masked(text, masks);
    expect(shown).not.toMatch(/CANARY|9876543210/);
    expect(shown).toHaveLength(text.length);
    expect([...shown.matchAll(/\r\n|\r|\n/g)].map(({ index }) => index)).toEqual(
      [...text.matchAll(/\r\n|\r|\n/g)].map(({ index }) => index),
    );
    expect(masks.unmask(shown)).toEqual({ text, unknown: [] });
  });

  it("leaves what is no secret", () => {
    const text = `model_list:
  - model_name: qwen # the token limit: high
    litellm_params: {model: openai/x, api_key: os.environ/OPENAI_API_KEY, max_tokens: 4096}
    model_info: {input_cost_per_token: 0.000001}
  - {model_name: db, litellm_params: {model: openai/y, api_base: "http://127.0.0.1:8000/v1?a=b", api_key: "os.environ/K"}}
general_settings: {litellm_key_header_name: X-Key, key: null, token: true}
# • a list • of bullets ••••
`;
    expect(masked(text)).toBe(text);
  });

  it("shows an ordinary word that someone took for a key, where it is no key", () => {
    expect(masked("model_name: placeholder\napi_key: placeholder\n")).toMatch(
      /^model_name: placeholder\napi_key: •\d+•+\n$/,
    );
  });

  it("reads as the same structure", () => {
    const text = `a: {api_key: CANARY-key-1234, b: 1}\nc:\n  secret: "x: y # z"\n  d: [1, 2]\npassword: |\n  # CANARY\n  two: x\n`;
    const shown = parse(masked(text)) as { a: object; c: object; password: string };
    expect(shown).toMatchObject({ a: { b: 1 }, c: { d: [1, 2] } });
    expect(shown.password.split("\n")).toHaveLength(3);
  });

  it.each([2, 3, 4, 5, 9, 10, 40])("hides secrets of %i characters", (length) => {
    const secret = "Zq9".repeat(14).slice(0, length);
    const shown = masked(`api_key: ${secret}\n`);
    expect(shown).toMatch(/^api_key: •\d+•*\n$/);
    expect(shown).toHaveLength(10 + length);
  });

  it("shows a single character: no mask of its length could be told from a text's own bullet", () => {
    expect(masked("api_key: k\n")).toBe("api_key: k\n");
  });

  it("never confuses two secrets, however short and many they are", () => {
    const masks = new SecretMasks(key);
    const pairs = Array.from({ length: 300 }, (_, index) => `key_${index}_token: "${String(index).padStart(3, "x")}"`);
    const text = pairs.join("\n");
    const shown = masked(text, masks);
    const { text: back, unknown } = masks.unmask(shown);
    const lines = back.split("\n");
    expect(lines.filter((line, index) => !line.includes("?") && line !== pairs[index])).toEqual([]);
    // A hundred masks of three characters are all there are; the rest is hidden for good, and refused.
    expect(lines.filter((line) => line.includes("?"))).toHaveLength(200);
    expect(unknown).toHaveLength(200);
  });

  it("of any text is that text again, and of the same length", () => {
    const word = fc.constantFrom(
      ..."api_key: |password:|\"|'|\\|#|•1|••|•12345678•|?|sk-0123456789abcdefgh|://u:p@h|\n|\r\n|  |- |{|}|[|]|,|: |os.environ/X|•".split(
        "|",
      ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, fc.string({ maxLength: 6, unit: "grapheme" })), { maxLength: 40 }),
        (words) => {
          const text = words.join("");
          const masks = new SecretMasks(key);
          const shown = masked(text, masks);
          expect(shown).toHaveLength(text.length);
          const { text: back, unknown } = masks.unmask(shown);
          if (unknown.length === 0) expect(back).toBe(text);
          else expect(shown).toContain("?");
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe("a mask", () => {
  it("is the same in every text and after a restart, so that a draft outlives both", () => {
    const first = masked("a: 1\napi_key: CANARY-key-1234\n");
    const later = new SecretMasks(key);
    masked("b: 2\nother_secret: something-else\nthe_token: CANARY-key-1234\n", later);
    expect(later.unmask(first)).toEqual({ text: "a: 1\napi_key: CANARY-key-1234\n", unknown: [] });
    expect(new SecretMasks(Buffer.from("of another installation")).maskValue("CANARY-key-1234", true)).not.toBe(
      new SecretMasks(key).maskValue("CANARY-key-1234", true),
    );
  });

  it("that nobody made is left and named by its place", () => {
    const masks = new SecretMasks(key);
    masked("api_key: CANARY-key-1234\n", masks);
    expect(masks.unmask("x: •00000001••\ny: •????")).toEqual({
      text: "x: •00000001••\ny: •????",
      unknown: [
        { from: 3, to: 14 },
        { from: 18, to: 23 },
      ],
    });
  });

  it("of a secret with special characters is refused in other quotes, where it would mean something else", () => {
    const masks = new SecretMasks(key);
    const shown = masked('api_key: "CANARY \\" # 1"', masks);
    const mask = maskLike.exec(shown)?.[0] ?? "";
    maskLike.lastIndex = 0;
    expect(masks.unmask(`moved: "${mask}"`).unknown).toEqual([]);
    expect(masks.unmask(`moved: ${mask}`).unknown).toHaveLength(1);
    expect(masks.unmask(`moved: '${mask}'`).unknown).toHaveLength(1);
    const usual = masked("api_key: CANARY-key-1234\n", masks).slice(9, -1);
    expect(masks.unmask(`"${usual}" '${usual}' ${usual}`).unknown).toEqual([]);
  });

  it("stands for a value as it stands for it in the text; what is typed letter by letter is not remembered", () => {
    const masks = new SecretMasks(key);
    const shown = masked("api_key: CANARY-key-1234\n", masks);
    expect(masks.maskValue("CANARY-key-1234", true)).toBe(shown.slice(9, -1));
    expect(masks.maskValue("http://me:CANARY-key-1234@host", false)).toBe(`http://me:${shown.slice(9, -1)}@host`);
    expect(masks.maskValue("CAN", true)).toBe("•??");
    expect(masks.maskValue("plain words", false)).toBe("plain words");
  });
});

it("a text is looked through in a time that grows with its length, whatever it holds", () => {
  for (const line of [
    "a: b\n",
    "api_key: CANARY\n",
    "[",
    "x://",
    "-----BEGIN PRIVATE KEY-----\n",
    "?a=",
    "'",
    "•1",
    " :",
    "key: ",
  ]) {
    const text = line.repeat(Math.floor(200_000 / line.length));
    const startedAt = performance.now();
    findSecrets(text);
    expect(performance.now() - startedAt, JSON.stringify(line)).toBeLessThan(5000);
  }
});
