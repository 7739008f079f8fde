/** What of node-diff3 is used here; the package's own types say `any`. @source node-diff3 3.2.1, src/diff3.mjs */
declare module "node-diff3" {
  interface Region {
    readonly ok?: readonly string[];
    readonly conflict?: { readonly a: readonly string[]; readonly o: readonly string[]; readonly b: readonly string[] };
  }
  export function diff3Merge(
    a: readonly string[],
    o: readonly string[],
    b: readonly string[],
    options: { readonly excludeFalseConflicts: boolean },
  ): readonly Region[];
}
