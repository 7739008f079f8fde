/**
 * Which links may leave the program: https with a host, and mailto. Everything else is refused.
 *
 * A model's answer can contain any link, and the OS starts programs for schemes (file:, smb:, ms-*:), so the list is
 * of what is allowed. A mailto keeps only fields that cannot attach a file.
 */
const mailFields = new Set(["subject", "body", "cc"]);

export interface OutsideLink {
  /** The address as it is handed to the OS. */
  readonly url: string;
  /** What the user is asked about: host, or mail address. */
  readonly target: string;
}

/** Null = refused. */
export function outsideLink(text: string): OutsideLink | null {
  if (/[\p{Cc}\p{Cf}\s\\]/u.test(text)) return null;
  const url = URL.parse(text);
  if (url === null) return null;
  if (url.protocol === "https:") return webLink(url);
  return url.protocol === "mailto:" ? mailLink(url) : null;
}

/** A name before the host makes a false host look true, so it is refused. */
function webLink(url: URL): OutsideLink | null {
  if (url.hostname === "" || url.username !== "" || url.password !== "") return null;
  return { url: url.href, target: url.host };
}

function mailLink(url: URL): OutsideLink | null {
  const target = url.pathname;
  if (!/^[a-z0-9][\w.+-]*@[a-z0-9][a-z0-9.-]*$/iu.test(target)) return null;
  const fields = [...url.searchParams].filter(([name]) => mailFields.has(name.toLowerCase()));
  const query = fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return { url: query === "" ? `mailto:${target}` : `mailto:${target}?${query}`, target };
}
