/** The program's version, from its package.json at build or run time. */
import manifest from "../../package.json" with { type: "json" };

export const version: string = manifest.version;
