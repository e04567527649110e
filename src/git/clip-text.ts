/** Every status of a commit repeats its message: of a long one, the beginning has to do. */
export const maxMessageLength = 8192;

/** A text that a database cannot hold, or an answer, must not keep a commit from being known. */
export function clipText(text: string, maxLength: number): string {
  return text.replaceAll('\0', '').slice(0, maxLength).toWellFormed();
}
