/** `.env` files against python-dotenv's own answers, and what cannot be read. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkEnvFiles, readEnvFile } from "./env-file.ts";

let file = "";
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), "portico-env-")), ".env");
});
afterEach(() => rmSync(join(file, ".."), { recursive: true, force: true }));

function read(text: string | Buffer, outer: Record<string, string> = {}): Record<string, string | undefined> {
  writeFileSync(file, text);
  return { ...readEnvFile(file, outer) };
}

interface Case {
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
}
/** What python-dotenv 1.x, which LiteLLM uses, reads of each text, written by it. */
const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, "__fixtures__", "python-dotenv.json"), "utf8"),
) as Case[]; // a file of this repository

describe("a .env file", () => {
  it.each(cases.map(({ text, values }) => [JSON.stringify(text), text, values] as const))(
    "%s is what python-dotenv reads",
    (_title, text, values) => {
      expect(read(text)).toEqual(values);
    },
  );

  it("keeps a # inside a value, for keys may hold one", () => {
    expect(read("KEY=sk-abc#def\nOTHER=x # said so\n")).toEqual({ KEY: "sk-abc#def", OTHER: "x" });
  });

  it("fills in ${NAME} from the environment first, then from above", () => {
    expect(read("A=file\nB=${A}-${OUT}\nC=${NONE:-spare}\n", { A: "process", OUT: "o" })).toMatchObject({
      B: "process-o",
      C: "spare",
    });
  });

  it("may start with a byte order mark", () => {
    expect(read("\uFEFFA=1\n")).toEqual({ A: "1" });
  });

  it("gives no variable to a name of the language itself", () => {
    writeFileSync(file, "__proto__=x\nconstructor=y\nA=${toString}\n");
    const values = readEnvFile(file, {});
    expect(values["A"]).toBe("");
    expect(Reflect.get({}, "x")).toBeUndefined();
  });
});

describe("what a .env file holds that sets nothing", () => {
  const found = (text: string | Buffer): string[] => {
    writeFileSync(file, text);
    return checkEnvFiles([file]).map(({ line, endColumn, message }) => `${line}:1-${endColumn} ${message}`);
  };

  it("is told by line, and never repeated", () => {
    expect(found("A=1\nsk-half-a-secret\nB='x\nnot a line of its own\n'\n# c\n\nexport C=2\n")).toEqual([
      "2:1-17 This line sets no variable and is skipped.",
    ]);
    expect(JSON.stringify(checkEnvFiles([file]))).not.toContain("half-a-secret");
  });

  it("is the whole file in another encoding, as PowerShell's > writes it, or when it is too large", () => {
    expect(found(Buffer.from("\uFEFFA=1\n", "utf16le"))).toEqual(["1:1-1 The file is not UTF-8 and is not read."]);
    expect(readEnvFile(file, {})).toEqual({});
    expect(found(`A=${"x".repeat(1024 * 1024)}`)).toEqual(["1:1-1 The file is larger than 1 MiB and is not read."]);
    expect(readEnvFile(file, {})).toEqual({});
  });

  it("is nothing when there is no file, or a folder of that name", () => {
    expect(checkEnvFiles([file])).toEqual([]);
    mkdirSync(file);
    expect(checkEnvFiles([file])).toEqual([]);
    expect(readEnvFile(file, {})).toEqual({});
  });
});
