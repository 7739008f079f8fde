/**
 * The key store on a real file: what it refuses, what it writes, what it gives back.
 */
import fc from "fast-check";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FakeSafeStorage } from "./fake-safe-storage.ts";
import { SecretStore } from "./secrets.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { wordsFor } from "./words.ts";

const folder = temporaryFolder();
const words = wordsFor("en");
let stores = 0;

function storeOf(
  platform: NodeJS.Platform = "linux",
  safeStorage = new FakeSafeStorage(),
  file = join(folder, `keys-${(stores += 1)}`, "secrets.json"),
): { store: SecretStore; safeStorage: FakeSafeStorage; file: string } {
  return { store: new SecretStore({ file, safeStorage, platform, words }), safeStorage, file };
}

describe("secrets", () => {
  test("a stored key comes back after a restart, and the file never holds it in the clear", async () => {
    const { store, safeStorage, file } = storeOf();
    expect(await store.set("OPENAI_API_KEY", "sk-very-secret")).toEqual({ stored: true, reason: null });
    const again = new SecretStore({ file, safeStorage, platform: "linux", words });
    expect(await again.all()).toEqual({ OPENAI_API_KEY: "sk-very-secret" });
    expect(readFileSync(file, "utf8")).not.toContain("sk-very-secret");
  });

  test("file and folder are for this user alone, and no draft stays behind", async () => {
    const { store, file } = storeOf();
    await store.set("A", "1");
    await store.set("A", "2");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, "..")).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(file, ".."))).toEqual(["secrets.json"]);
  });

  test.each(["basic_text", "unknown", "a_backend_of_tomorrow"])(
    "on Linux with %s nothing is stored, and it says why",
    async (backend) => {
      const { store, safeStorage, file } = storeOf("linux");
      safeStorage.backend = backend;
      expect(await store.set("A", "v")).toEqual({ stored: false, reason: words.noEncryption });
      expect(() => statSync(file)).toThrow();
    },
  );

  test("keys stored under a real key store are not read once it fell back to basic_text", async () => {
    const { store, safeStorage } = storeOf("linux");
    await store.set("A", "v");
    safeStorage.backend = "basic_text";
    expect(await store.all()).toEqual({});
  });

  test.each(["darwin", "win32"] as const)("on %s the OS store alone decides", async (platform) => {
    const { store, safeStorage } = storeOf(platform);
    safeStorage.backend = "basic_text";
    expect((await store.set("A", "v")).stored).toBe(true);
    safeStorage.isAvailable = false;
    expect((await store.set("B", "v")).stored).toBe(false);
    expect(await store.names()).toEqual(["A"]);
  });

  test("many keys set at once are all kept", async () => {
    const { store } = storeOf();
    const names = Array.from({ length: 20 }, (_, index) => `KEY_${index}`);
    await Promise.all(names.map((name) => store.set(name, `value of ${name}`)));
    expect(await store.names()).toEqual(names.toSorted());
    expect((await store.all()).KEY_13).toBe("value of KEY_13");
  });

  test("a file it cannot read is left as it is, and nothing is stored over it", async () => {
    const { store, file } = storeOf();
    await store.set("A", "v");
    writeFileSync(file, '{"version":2}');
    expect(await store.set("B", "v")).toEqual({ stored: false, reason: words.brokenSecrets(file) });
    expect(readFileSync(file, "utf8")).toBe('{"version":2}');
    expect(await store.names()).toEqual([]);
    expect(await store.all()).toEqual({});
  });

  test("one key that does not decrypt does not take the others with it", async () => {
    const { store, file } = storeOf();
    await store.set("GOOD", "v");
    const held: { encrypted: object } = JSON.parse(readFileSync(file, "utf8"));
    const bad = Buffer.from("another user's").toString("base64");
    writeFileSync(file, JSON.stringify({ version: 1, encrypted: { BAD: bad, ...held.encrypted } }));
    expect(await store.all()).toEqual({ GOOD: "v" });
    expect(await store.names()).toEqual(["BAD", "GOOD"]);
  });

  test("a value whose key was rotated is encrypted anew", async () => {
    const { store, safeStorage } = storeOf();
    await store.set("A", "v");
    let encrypted = 0;
    const encrypt = safeStorage.encryptStringAsync.bind(safeStorage);
    safeStorage.encryptStringAsync = async (text) => {
      encrypted += 1;
      return encrypt(text);
    };
    safeStorage.mustReEncrypt = true;
    expect(await store.all()).toEqual({ A: "v" });
    safeStorage.mustReEncrypt = false;
    expect(await store.all()).toEqual({ A: "v" });
    expect(encrypted).toBe(1);
  });

  test("an encryption that fails is a reason in words without the value", async () => {
    const { store, safeStorage } = storeOf();
    safeStorage.encryptStringAsync = async () => {
      throw new Error("cannot encrypt sk-secret");
    };
    expect(await store.set("A", "sk-secret")).toEqual({ stored: false, reason: words.secretNotStored });
  });

  test("the store has an end: the 201st name is refused, replacing one is not", async () => {
    const { store, file } = storeOf();
    await store.set("KEY_0", "v");
    const held: { encrypted: Record<string, string> } = JSON.parse(readFileSync(file, "utf8"));
    const text = held.encrypted.KEY_0 ?? "";
    const full = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`KEY_${index}`, text]));
    writeFileSync(file, JSON.stringify({ version: 1, encrypted: full }));
    expect(await store.set("ONE_MORE", "v")).toEqual({ stored: false, reason: words.tooManySecrets });
    expect((await store.set("KEY_7", "new")).stored).toBe(true);
    expect((await store.all()).KEY_7).toBe("new");
  });

  test("any name of the contract and any value survive the file", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[A-Z][A-Z0-9_]{0,30}$/u),
        fc.string({ minLength: 1, unit: "grapheme" }),
        async (name, value) => {
          const { store } = storeOf();
          expect((await store.set(name, value)).stored).toBe(true);
          expect(await store.all()).toEqual({ [name]: value });
        },
      ),
      { numRuns: 60 },
    );
  });
});
