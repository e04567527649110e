import { Type } from 'typebox';

/** A text with the HTML that shows it. */
export const RenderedText = Type.Object({
  type: Type.Literal('rendered'),
  raw: Type.String(),
  markup: Type.String(),
  html: Type.String(),
});

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Signalbox takes texts as they are: no markup of theirs means anything. */
export function presentRenderedText(raw: string) {
  const escaped = raw.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
  return { type: 'rendered' as const, raw, markup: 'plaintext', html: raw === '' ? '' : `<p>${escaped}</p>` };
}
