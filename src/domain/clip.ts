/** The text as a message may repeat it: whoever sent it may have sent a lot. */
export function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
