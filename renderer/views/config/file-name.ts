/** A file's last name, as tabs and sentences show it. */
export function shortName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}
