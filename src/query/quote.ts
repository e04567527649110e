/** Enough to find the place again; an error should not send back thousands of characters. */
const maxLength = 40;

/** What was received, in single quotes and not too long, for a message to people. */
export function quote(text: string): string {
  const characters = [...text];
  return `'${characters.length > maxLength ? `${characters.slice(0, maxLength).join('')}…` : text}'`;
}
