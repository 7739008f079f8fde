/** What is wrong with a text that should be a JSON object, in the browser's words; null = nothing. */
export function jsonProblem(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? null : text.trim().slice(0, 40);
  } catch (failure) {
    return failure instanceof Error ? failure.message : String(failure);
  }
}
