/** What a terminal would take for a command: control characters, and those that turn the direction of text around. */
const commands = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** A text of others as one line that a terminal shows and does not obey. */
export function printable(text: string): string {
  return text.replace(commands, '\u{fffd}');
}
