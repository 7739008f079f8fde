/**
 * The config's files through the panel's API: read under masks, edited, saved at once and whole, kept as versions, and never
 * at the cost of the running config or of another program's text.
 */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
  ConfigFile,
  ConfigFiles,
  ConfigVariable,
  ConfigVersion,
  DraftReading,
  SaveAnswer,
  SavePreview,
} from "../contract/config-files.ts";
import { applySplices } from "../config/edit/splices.ts";
import type { Splice } from "../contract/config-edit.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let gateway: RunningGateway;

const demo = (alias: string): string =>
  `  - model_name: ${alias} # kept\n    litellm_params: {model: openai/x, api_key: CANARY-key-of-${alias}, mock_response: "from ${alias}"}\n`;
const start = `# my config
general_settings:
  master_key: ${masterKey}
model_list:
${demo("first")}`;

beforeEach(async () => {
  gateway = await runGateway(start, { FROM_PROCESS: "CANARY-process-1", LATER_KEY_SET: "" });
});
afterEach(() => gateway.stop());

async function ask<Answer>(path: string, body?: unknown, status = 200): Promise<Answer> {
  const response = await gateway.panel(path, body);
  const text = await response.text();
  expect(response.status, text).toBe(status);
  return JSON.parse(text) as Answer; // each caller names what the contract says of its route
}
const files = (): Promise<ConfigFiles> => ask("/config");
const main = async (): Promise<ConfigFile> => {
  const [file] = (await files()).files;
  if (file === undefined) throw new Error("there is always a main file");
  return file;
};
const save = ({ file, hash }: ConfigFile, text: string): Promise<SaveAnswer> =>
  ask("/config/save", { files: [{ file, text, baseHash: hash }] });
const onDisk = (): string => readFileSync(gateway.configFile, "utf8");
const history = async (): Promise<ConfigVersion[]> =>
  (await ask<{ versions: ConfigVersion[] }>("/config/history")).versions;
const aliases = async (): Promise<string[]> => {
  const { data } = (await (await gateway.call("/v1/models")).json()) as { data: { id: string }[] };
  return data.map(({ id }) => id);
};
interface Status {
  readonly configState: string;
  readonly findings: { readonly code: string; readonly line: number }[];
}

/** The `config` events from now on. */
async function liveStates(): Promise<{ readonly states: string[]; readonly close: () => void }> {
  const closing = new AbortController();
  const { body } = await fetch(`${gateway.url}/ui/api/live`, {
    headers: { "x-portico-panel-token": "desktop-token" },
    signal: closing.signal,
  });
  const states: string[] = [];
  const reading = (async () => {
    let text = "";
    for await (const chunk of body ?? []) {
      text += Buffer.from(chunk).toString("utf8");
      states.length = 0;
      states.push(...[...text.matchAll(/"type":"config","state":"(\w+)"/g)].map(([, state = ""]) => state));
    }
  })();
  reading.catch(() => {});
  return { states, close: () => closing.abort() };
}

describe("a save", () => {
  it("writes what was changed and nothing else, and is served when it answers", async () => {
    const file = await main();
    expect(file).toMatchObject({ file: gateway.configFile, kind: "main", isWritable: true });
    const { splices } = await ask<{ splices: Splice[] }>("/config/edit", {
      file: file.file,
      text: file.text,
      edits: [{ op: "duplicate_alias", from: "first", to: "second" }],
    });
    const answer = await save(file, applySplices(file.text, splices));
    expect(answer).toMatchObject({ outcome: "saved", findings: expect.any(Array) });
    expect(await aliases()).toEqual(["first", "second"]);
    expect(onDisk()).toBe(start + demo("first").replace("model_name: first", "model_name: second"));
    expect(await main()).toMatchObject(answer.outcome === "saved" ? (answer.files[0] ?? {}) : {});
  });

  it("keeps mode, link, byte order mark and line ends as they are given", async () => {
    const real = join(gateway.directory, "real.yaml");
    renameSync(gateway.configFile, real);
    symlinkSync("real.yaml", gateway.configFile);
    chmodSync(real, 0o640);
    const file = await main();
    const text = `\uFEFF${file.text.replaceAll("\n", "\r\n")}# end`;
    expect((await save(file, text)).outcome).toBe("saved");
    expect(readFileSync(real, "utf8")).toBe(`\uFEFF${start.replaceAll("\n", "\r\n")}# end`);
    expect(lstatSync(gateway.configFile).isSymbolicLink()).toBe(true);
    expect(statSync(real).mode & 0o777).toBe(0o640);
    expect(readdirSync(gateway.directory).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("that breaks the file is the user's to make: what runs goes on, and the state says why", async () => {
    const { states, close } = await liveStates();
    const file = await main();
    const answer = await save(file, file.text.replace("  - model_name: first", "  - model_name: [first"));
    expect(answer).toMatchObject({ outcome: "saved", findings: [{ code: "syntax", file: file.file }] });
    expect((await gateway.call("/health/liveliness", { key: null })).status).toBe(200);
    expect(await aliases()).toEqual(["first"]);
    expect((await gateway.chat({ model: "first", messages: [{ role: "user", content: "hi" }] })).status).toBe(200);
    expect(await ask<Status>("/status")).toMatchObject({ configState: "broken", findings: [{ code: "syntax" }] });
    await expect.poll(() => states).toEqual(["broken"]);
    const broken = await main();
    expect(broken.text).not.toContain("CANARY");
    await save(broken, file.text);
    expect(onDisk()).toBe(start);
    expect(await ask<Status>("/status")).toMatchObject({ configState: "ok" });
    await expect.poll(() => states).toEqual(["broken", "ok"]);
    close();
  });

  it("never overwrites what another program wrote: both texts are told, and both are kept", async () => {
    const file = await main();
    const theirs = start.replace("# my config", "# their config");
    writeFileSync(gateway.configFile, theirs);
    const answer = await save(file, file.text.replace("# my config", "# our config"));
    expect(answer.outcome).toBe("conflict");
    if (answer.outcome !== "conflict") return;
    expect(onDisk()).toBe(theirs);
    expect(answer.base).toBe(file.text);
    expect(answer.theirs.text).toBe(file.text.replace("# my config", "# their config"));
    const merged = await save(answer.theirs, answer.theirs.text.replace("# their config", "# both configs"));
    expect(merged.outcome).toBe("saved");
    expect(onDisk()).toBe(start.replace("# my config", "# both configs"));
    expect((await history()).map(({ by }) => by)).toEqual(["panel", "outside", "outside"]);
  });

  it("of what is on disk already is no conflict, and changes nothing", async () => {
    const file = await main();
    const before = statSync(gateway.configFile);
    expect(
      await ask("/config/save", { files: [{ file: file.file, text: file.text, baseHash: "other" }] }),
    ).toMatchObject({
      outcome: "saved",
    });
    expect(statSync(gateway.configFile).ino).toBe(before.ino);
  });

  it("to a file that nobody may write is refused by name", async () => {
    chmodSync(gateway.configFile, 0o444);
    const file = await main();
    expect(file.isWritable).toBe(false);
    const answer = await ask<{ error: { portico_code: string; message: string } }>(
      "/config/save",
      { files: [{ file: file.file, text: `${file.text}# x`, baseHash: file.hash }] },
      403,
    );
    expect(answer.error).toMatchObject({ portico_code: "config_not_writable" });
    expect(onDisk()).toBe(start);
  });

  it("of several files writes all or none, and only the config's own", async () => {
    mkdirSync(join(gateway.directory, "more"));
    const include = join(gateway.directory, "more", "list.yaml");
    writeFileSync(include, `model_list:\n${demo("included")}`);
    writeFileSync(gateway.configFile, `include: [more/list.yaml]\n${start}`);
    await expect.poll(aliases).toEqual(["first", "included"]);
    const [one, two] = (await files()).files;
    if (one === undefined || two === undefined) throw new Error("both files are shown");
    expect(two).toMatchObject({ file: "more/list.yaml", kind: "include" });
    const drafts = (second: string) => ({
      files: [
        { file: one.file, text: one.text.replace("first", "uno"), baseHash: one.hash },
        { file: two.file, text: two.text.replace("included", "due"), baseHash: second },
      ],
    });
    expect(await ask("/config/save", drafts("old"))).toMatchObject({ outcome: "conflict", file: "more/list.yaml" });
    expect(onDisk()).toContain("first");
    expect(await ask("/config/save", drafts(two.hash))).toMatchObject({ outcome: "saved" });
    expect(await aliases()).toEqual(["uno", "due"]);
    expect(readFileSync(include, "utf8")).toBe(`model_list:\n${demo("included").replace("included", "due")}`);
    for (const file of ["../config.yaml", "/etc/passwd", ".env", "more/other.yaml"]) {
      const body = { files: [{ file, text: "x: 1", baseHash: "absent" }] };
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await ask("/config/save", body, 400)).toMatchObject({ error: { param: "file" } });
    }
    const twice = drafts(two.hash).files.map((each) => ({ ...each, file: one.file }));
    await ask("/config/save", { files: twice }, 400);
  });
});

describe("a mask", () => {
  it("that nobody made is found by a reading, and no save writes it", async () => {
    const file = await main();
    const mask = /•\d+•*/.exec(file.text)?.[0] ?? "";
    const text = file.text.replace(
      mask,
      mask.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
    );
    const reading = await ask<DraftReading>("/config/read", { drafts: [{ file: file.file, text }] });
    expect(reading).toMatchObject({ isRunnable: false });
    expect(reading.findings[0]).toMatchObject({ code: "unknown_mask", file: file.file, line: 3 });
    expect(await ask("/config/save", { files: [{ file: file.file, text, baseHash: file.hash }] }, 422)).toMatchObject({
      error: { portico_code: "config_mask_unknown" },
    });
    expect(onDisk()).toBe(start);
  });
});

describe("the history", () => {
  it("has the version before and after what another program wrote, and the panel is told", async () => {
    const { states, close } = await liveStates();
    writeFileSync(gateway.configFile, start + demo("vim"));
    await expect.poll(() => states, { timeout: 10_000 }).toEqual(["ok"]);
    await expect.poll(history).toMatchObject([
      { by: "outside", file: gateway.configFile, linesAdded: 2, linesRemoved: 0 },
      { by: "outside", linesAdded: 6 },
    ]);
    close();
  });

  it("gives an old version back, masked, and a save restores it", async () => {
    const file = await main();
    await save(file, file.text.replace("# my config", "# changed"));
    const [, old] = await history();
    const version = await ask<ConfigFile>(`/config/history/${old?.id ?? ""}`);
    expect(version.text).toBe(file.text);
    expect((await save(await main(), version.text)).outcome).toBe("saved");
    expect(onDisk()).toBe(start);
    await ask("/config/history/no-such-version", undefined, 404);
  });

  it("is never a reason not to save", async () => {
    const folder = join(gateway.directory, "config-history");
    for (const name of readdirSync(folder).filter((one) => one !== "key")) {
      for (const version of readdirSync(join(folder, name))) writeFileSync(join(folder, name, version), "\0garbage");
    }
    const file = await main();
    expect((await save(file, `${file.text}# more\n`)).outcome).toBe("saved");
    expect(onDisk()).toBe(`${start}# more\n`);
  });
});

describe("a variable", () => {
  it("goes into the .env, private when it is new, and is in use when it is answered", async () => {
    const file = await main();
    const keyed = `  - {model_name: keyed, litellm_params: {model: groq/x, api_key: os.environ/LATER_KEY}}\n`;
    await save(file, file.text + keyed);
    const { variables, envFile } = await files();
    expect(envFile).toBe(join(gateway.directory, ".env"));
    expect(variables).toEqual([{ name: "LATER_KEY", isSet: false, source: null, aliases: ["keyed"] }]);
    expect(await aliases()).toEqual(["first"]);
    const set = await ask<ConfigVariable>("/config/variable", { name: "LATER_KEY", value: "CANARY # 'later'" });
    expect(set).toEqual({ name: "LATER_KEY", isSet: true, source: "env_file", aliases: ["keyed"] });
    expect(await aliases()).toEqual(["first", "keyed"]);
    expect(statSync(envFile).mode & 0o777).toBe(0o600);
    writeFileSync(envFile, `# mine\r\nA=1\r\n${readFileSync(envFile, "utf8")}`);
    await ask("/config/variable", { name: "LATER_KEY", value: "second" });
    expect(readFileSync(envFile, "utf8")).toMatch(/^# mine\r\nA=1\r\nLATER_KEY=.*second.*\n$/);
  });

  it("that the process sets stays the process's, and the answer says so", async () => {
    const set = await ask<ConfigVariable>("/config/variable", { name: "FROM_PROCESS", value: "mine" });
    expect(set).toEqual({ name: "FROM_PROCESS", isSet: true, source: "process", aliases: [] });
    expect(readFileSync(join(gateway.directory, ".env"), "utf8")).toBe("FROM_PROCESS=mine\n");
  });

  it.each([
    { name: "A B", value: "x" },
    { name: "A", value: "" },
    { name: "A", value: "x\0" },
    { name: "A\nB", value: "x" },
  ])("of no good name or value is refused: %j", async (variable) => {
    const response = await gateway.panel("/config/variable", variable);
    expect([400, 422]).toContain(response.status);
    expect(existsSync(join(gateway.directory, ".env"))).toBe(false);
  });
});

describe("LiteLLM's model routes", () => {
  it("edit the same file, and the history says that it was a client", async () => {
    const body = JSON.stringify({
      model_name: "made",
      litellm_params: { model: "openai/y", api_key: "CANARY-made-key", mock_response: "from made" },
    });
    expect((await gateway.call("/model/new", { method: "POST", body })).status).toBe(200);
    expect(await aliases()).toEqual(["first", "made"]);
    expect(onDisk()).toContain(start.trimEnd());
    expect(onDisk()).not.toContain("CANARY-made-key");
    expect(readFileSync(join(gateway.directory, ".env"), "utf8")).toContain("CANARY-made-key");
    expect((await history())[0]).toMatchObject({ by: "api" });
  });
});

describe("no secret", () => {
  it("leaves by any route: of the file, an include, a comment, the .env, the environment, a version, a conflict", async () => {
    writeFileSync(join(gateway.directory, ".env"), "IN_ENV_FILE=CANARY-env-1\nOTHER=CANARY-env-2\n");
    writeFileSync(
      join(gateway.directory, "more.yaml"),
      `# api_key: CANARY-comment-1\nmodel_list:\n  - model_name: inc\n    litellm_params:\n      model: openai/x\n      api_key: "CANARY-inc-1"\n      api_base: http://me:CANARY-pass@127.0.0.1:9/v1\n`,
    );
    writeFileSync(
      gateway.configFile,
      `include: [more.yaml, .env]\nenvironment_variables: {MY_TOKEN: CANARY-vars-1}\n${start}` +
        `  - {model_name: p, litellm_params: {model: openai/x, api_key: os.environ/FROM_PROCESS}}\n` +
        `  - {model_name: e, litellm_params: {model: openai/x, api_key: os.environ/IN_ENV_FILE, extra_headers: {Authorization: Bearer CANARY-head}}}\n` +
        `  - {model_name: v, litellm_params: {model: vertex_ai/x, vertex_credentials: {private_key: CANARY-json, type: service_account}}}\n`,
    );
    await expect.poll(async () => (await ask<Status>("/status")).configState, { timeout: 10_000 }).toBe("broken");
    writeFileSync(gateway.configFile, onDisk().replace(", .env", ""));
    await expect.poll(aliases, { timeout: 10_000 }).toContain("inc");

    const answers: string[] = [];
    const keep = async (path: string, body?: unknown): Promise<string> => {
      const response = await gateway.panel(path, body);
      const text = `${response.status} ${await response.text()}`;
      answers.push(`${path} ${text}`);
      return text;
    };
    const [mainFile, include] = (await files()).files;
    if (mainFile === undefined || include === undefined) throw new Error("both files are shown");
    const drafts = { drafts: [{ file: mainFile.file, text: mainFile.text.replace("first", "new") }] };
    const edits = [{ op: "duplicate_alias", from: "inc", to: "inc2" }];
    await keep("/config");
    await keep("/config/read", { drafts: [] });
    await keep("/config/read", drafts);
    await keep("/config/read", { drafts: [{ file: mainFile.file, text: `${mainFile.text}\n}[` }] });
    await keep("/config/read", {
      drafts: [{ file: mainFile.file, text: mainFile.text.replace("[more.yaml]", "[.env]") }],
    });
    await keep("/config/edit", { file: include.file, text: include.text, edits });
    await keep("/config/preview", drafts);
    await keep("/config/save", { files: [{ ...drafts.drafts[0], baseHash: "old" }] });
    await keep("/config/save", { files: [{ ...drafts.drafts[0], baseHash: mainFile.hash }] });
    await keep("/config/save", {
      files: [{ file: include.file, text: `${include.text}\n}[`, baseHash: include.hash }],
    });
    await keep("/config");
    await keep("/config/variable", { name: "OTHER", value: "CANARY-env-3" });
    await keep("/config/variable", { name: "OTHER", value: "CANARY \uD800" });
    await keep("/config/history");
    for (const { id } of await history()) await keep(`/config/history/${id}`);
    for (const path of ["/status", "/aliases", "/catalog"]) await keep(path);
    expect(answers.length).toBeGreaterThan(20);
    expect(answers.filter((answer) => answer.includes("CANARY") || answer.includes(masterKey))).toEqual([]);
    expect(gateway.logText()).not.toMatch(/CANARY/);
    expect(answers.filter((answer) => / 500 /.test(answer))).toEqual([]);
  });

  it("is asked for without a session, from a page of another port, or with a body of another kind", async () => {
    writeFileSync(gateway.configFile, `${start}portico: {allowed_origins: ["http://127.0.0.1:1"]}\n`);
    await gateway.panel("/config");
    const body = JSON.stringify({ drafts: [] });
    const post = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${gateway.url}/ui/api/config/read`, { method: "POST", headers, body });
    const json = { "content-type": "application/json" };
    const token = { "x-portico-panel-token": "desktop-token" };
    expect((await post(json)).status).toBe(401);
    await expect.poll(async () => (await post({ ...json, ...token, origin: "http://127.0.0.1:1" })).status).toBe(403);
    expect((await post({ ...token, "content-type": "text/plain" })).status).toBe(415);
    expect((await post({ ...json, ...token, origin: gateway.url })).status).toBe(200);
  });
});

it("a preview tells the names that a save would take away", async () => {
  const file = await main();
  const text = file.text.replace("model_name: first", "model_name: renamed");
  const preview = await ask<SavePreview>("/config/preview", { drafts: [{ file: file.file, text }] });
  expect(preview).toMatchObject({
    isRunnable: true,
    aliasChanges: [{ alias: "first", change: "renamed", to: "renamed" }],
  });
  expect(onDisk()).toBe(start);
});
