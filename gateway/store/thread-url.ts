/** Where a worker thread's file is: `.ts` beside this one in a checkout, `.js` beside the bundle's. */
export function threadUrl(name: string): URL {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new URL(`./${name}.${extension}`, import.meta.url);
}
