/**
 * The floors of the house: who may import whom. docs/architecture.md draws the same table.
 *
 * Tests may reach across rooms (a scenario starts a whole gateway), so they are exempt from floors, not from cycles.
 */
const tests = "(\\.test\\.tsx?$|/__fixtures__/|^gateway/scenarios/|^electron/(fake-|test-))";

/** Everything of ours that a room may not import. */
function floor(room, mayImport, comment) {
  const allowed = [`gateway/${room}`, ...mayImport.map((name) => `gateway/${name}`)];
  return {
    name: `floor-${room}`,
    comment,
    severity: "error",
    from: { path: `^gateway/${room}/`, pathNot: tests },
    to: { path: "^(gateway|electron|renderer|e2e|scripts)/", pathNot: `^(${allowed.join("|")})/` },
  };
}

const onlyGround = ["contract", "base"];
const lowerRooms = ["config", "policy", "routing", "pricing", "store", "telemetry", "upstream"];

module.exports = {
  forbidden: [
    { name: "no-cycle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphan",
      severity: "error",
      from: {
        orphan: true,
        // A plain script of the page is imported by nobody.
        pathNot: [
          "(\\.d\\.m?ts|\\.config\\.ts|/(main|preload)\\.tsx?|\\.test\\.tsx?|\\.e2e\\.ts)$",
          "^renderer/public/",
        ],
      },
      to: {},
    },
    {
      name: "contract-is-ground",
      comment: "the contract knows zod and itself: no Node, no DOM, no other room",
      severity: "error",
      from: { path: "^gateway/contract/", pathNot: tests },
      to: { pathNot: ["^gateway/contract/", "(^|/)node_modules/zod/"] },
    },
    floor("base", ["contract"], "base knows only the contract"),
    ...lowerRooms.map((room) => floor(room, onlyGround, "lower rooms know the ground, never each other")),
    floor("dialects", onlyGround, "a client dialect translates; it knows no provider and no pipeline"),
    {
      name: "dialect-knows-no-other",
      severity: "error",
      from: { path: "^gateway/dialects/([^/]+)/", pathNot: [tests, "^gateway/dialects/shared/"] },
      to: { path: "^gateway/dialects/[^/]+/", pathNot: "^gateway/dialects/($1|shared)/" },
    },
    floor(
      "pipeline",
      [...onlyGround, ...lowerRooms, "providers", "dialects"],
      "the pipeline knows every room but the server",
    ),
    floor(
      "server",
      [...onlyGround, "pipeline", "policy", "routing", "telemetry"],
      "the server reaches config, providers, the network and the log through the pipeline and what gateway.ts hands in",
    ),
    {
      name: "server-dials-nobody",
      severity: "error",
      from: { path: "^gateway/server/", pathNot: tests },
      to: { path: "^gateway/(providers|upstream|store)/" },
    },
    {
      name: "cli-starts-the-gateway",
      comment: "the command line loads a config and starts the composition root, nothing else",
      severity: "error",
      from: { path: "^gateway/cli/", pathNot: tests },
      to: {
        path: "^(gateway|electron|renderer)/",
        pathNot: "^gateway/(cli|config|contract|base)/|^gateway/(gateway|gateway-options|offline)\\.ts$",
      },
    },
    {
      name: "provider-does-no-io",
      comment: "a provider translates; it never dials, stores or knows the pipeline",
      severity: "error",
      from: { path: "^gateway/providers/", pathNot: tests },
      to: { path: "^gateway/", pathNot: "^gateway/(providers|contract|base)/" },
    },
    {
      name: "provider-knows-no-other",
      severity: "error",
      from: { path: "^gateway/providers/([^/]+)/", pathNot: [tests, "^gateway/providers/shared/"] },
      to: { path: "^gateway/providers/[^/]+/", pathNot: "^gateway/providers/($1|shared)/" },
    },
    {
      name: "sqlite-only-in-the-store",
      severity: "error",
      from: { pathNot: ["^gateway/store/", tests, "^scripts/bench/"] },
      to: { path: "(^|/)node_modules/better-sqlite3/" },
    },
    {
      name: "undici-only-upstream",
      comment: "one file dials out",
      severity: "error",
      from: { pathNot: ["^gateway/upstream/client\\.ts$", tests, "^scripts/bench/"] },
      to: { path: "(^|/)node_modules/undici/" },
    },
    {
      name: "fastify-only-in-the-server",
      severity: "error",
      from: { pathNot: ["^gateway/server/", tests] },
      // busboy reads a form's bytes and knows no server.
      to: { path: "(^|/)node_modules/(fastify|@fastify/(?!busboy/))" },
    },
    {
      name: "gateway-stands-alone",
      severity: "error",
      from: { path: "^gateway/", pathNot: tests },
      to: { path: "^(electron|renderer|e2e|scripts)/" },
    },
    {
      name: "electron-knows-the-contract",
      comment: "the shell starts the gateway by path and speaks its messages",
      severity: "error",
      from: { path: "^electron/", pathNot: tests },
      to: { path: "^(gateway|renderer|e2e|scripts)/", pathNot: "^gateway/contract/" },
    },
    {
      name: "renderer-knows-the-contract",
      severity: "error",
      from: { path: "^renderer/", pathNot: tests },
      to: { path: "^(gateway|electron|e2e|scripts)/", pathNot: "^gateway/contract/" },
    },
    {
      name: "renderer-is-not-node",
      severity: "error",
      from: { path: "^renderer/", pathNot: tests },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "ui-knows-no-domain",
      comment: "buttons and tables know no request, alias or word",
      severity: "error",
      from: { path: "^renderer/ui/", pathNot: tests },
      to: { path: "^(gateway|renderer)/", pathNot: "^renderer/ui/" },
    },
    {
      name: "view-knows-no-view",
      severity: "error",
      from: { path: "^renderer/views/([^/]+)/" },
      to: { path: "^renderer/views/", pathNot: "^renderer/views/$1/" },
    },
    {
      name: "api-knows-no-view",
      severity: "error",
      from: { path: "^renderer/(api|editor|ui|i18n)/" },
      to: { path: "^renderer/(views/|[^/]+\\.tsx$)" },
    },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^dist/|^\\.tsbuild/|\\.css$)" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
