/**
 * Builds what runs: the gateway as one bundle with its worker threads, the panel, and the desktop shell.
 *
 * Each part is built only when its sources changed since the last time.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

const cache = ".cache";

/** One is native, one asks for its own file name, which a bundle does not have; the rest is loaded by few and late. */
const outside = [
  "better-sqlite3",
  "write-file-atomic",
  "google-auth-library",
  "@grpc/grpc-js",
  ...Object.keys(JSON.parse(readFileSync("package.json", "utf8")).dependencies).filter((name) =>
    name.startsWith("@opentelemetry/"),
  ),
];

await part("gateway", ["gateway", "package.json"], buildGateway);
if (existsSync("vite.config.ts")) await part("panel", ["renderer", "gateway/contract", "vite.config.ts"], buildPanel);
if (existsSync("electron/main.ts")) await part("electron", ["electron", "gateway/contract"], buildElectron);

async function part(name, sources, make) {
  const stamp = hashOf([...sources, "scripts/build.mjs", "package-lock.json"]);
  const stampFile = join(cache, `build-${name}`);
  if (existsSync(join("dist", name)) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  const startedAt = performance.now();
  process.stdout.write(`portico: building the ${name} ... `);
  await make();
  mkdirSync(cache, { recursive: true });
  writeFileSync(stampFile, stamp);
  process.stdout.write(`${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

function hashOf(paths) {
  const digest = createHash("sha256");
  for (const path of paths)
    for (const file of filesIn(path)) digest.update(file).update("\0").update(readFileSync(file));
  return digest.digest("hex");
}

function filesIn(path) {
  const entries = readdirSafe(path);
  if (entries === null) return [path];
  return entries
    .filter(({ name }) => !name.endsWith(".test.ts") && name !== "__fixtures__" && name !== "scenarios")
    .sort((left, right) => left.name.localeCompare(right.name))
    .flatMap(({ name }) => filesIn(join(path, name)));
}

function readdirSafe(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return null;
  }
}

async function buildGateway() {
  rmSync("dist/gateway", { recursive: true, force: true });
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    ssr: { noExternal: true, external: outside },
    build: {
      ssr: true,
      target: "node22",
      outDir: "dist/gateway",
      sourcemap: true,
      rollupOptions: {
        input: {
          main: "gateway/main.ts",
          "writer-thread": "gateway/store/writer-thread.ts",
          "reader-thread": "gateway/store/reader-thread.ts",
          "ledger-thread": "gateway/store/ledger-thread.ts",
          "panel-thread": "gateway/store/panel-thread.ts",
          "parse-worker": "gateway/config/parse-worker.ts",
          "text-worker": "gateway/config/desk/text-worker.ts",
        },
        // Flat, because worker threads and migrations are found beside the module that names them.
        output: {
          format: "es",
          entryFileNames: "[name].js",
          chunkFileNames: "[name]-[hash].js",
          // Less text to keep in memory; names stay, for stack traces.
          minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  });
  for (const folder of ["migrations", "ledger-migrations", "panel-migrations"])
    cpSync(`gateway/store/${folder}`, `dist/gateway/${folder}`, { recursive: true });
}

async function buildPanel() {
  await build({ logLevel: "warn", mode: "production" });
}

async function buildElectron() {
  rmSync("dist/electron", { recursive: true, force: true });
  const common = { configFile: false, logLevel: "warn", publicDir: false };
  const target = (input, format, file) => ({
    ...common,
    ssr: { noExternal: true, external: ["electron"] },
    build: {
      ssr: true,
      target: "node22",
      outDir: "dist/electron",
      emptyOutDir: false,
      sourcemap: true,
      rollupOptions: { input, external: ["electron"], output: { format, entryFileNames: file } },
    },
  });
  await build(target("electron/main.ts", "es", "main.js"));
  // A sandboxed renderer's preload must be CommonJS.
  if (existsSync("electron/preload.ts")) await build(target("electron/preload.ts", "cjs", "preload.cjs"));
}
