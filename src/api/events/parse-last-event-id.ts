import { clip } from '../../domain/clip.ts';
import { invalidFields } from '../../domain/error.ts';

/** What a client says that it has: its header, which it keeps itself, before what the address began with. */
export interface SentPosition {
  readonly header: string | readonly string[] | undefined;
  readonly after: string | undefined;
}

/** After which event a stream goes on; `undefined` where nothing says so. Throws invalid for what is no number of an event. */
export function parseLastEventId({ header, after }: SentPosition) {
  const name = 'Last-Event-ID';
  const sent = [header ?? []].flat()[0];
  if (sent) return { id: parseId(name, sent), member: name };
  return after ? { id: parseId('after', after), member: 'after' } : undefined;
}

function parseId(member: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw invalidFields({ [member]: [`Give the id of an event, or 0 for the beginning (received '${clip(text)}').`] });
}
