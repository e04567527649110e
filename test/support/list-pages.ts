import { call } from './call.ts';

/** Far more than any test lists; a `next` that leads round in a circle must not go on for ever. */
const maxPages = 100;

/** All values of a collection, from page to page by `next`. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export async function listPages(url: string): Promise<any[]> {
  const values = [];
  let next: string | undefined = url;
  for (let pages = 0; next !== undefined; pages += 1) {
    if (pages === maxPages) throw new Error(`${url} has more than ${maxPages} pages.`);
    const { status, body }: Awaited<ReturnType<typeof call>> = await call(next);
    if (status !== 200) throw new Error(`${next} answers with ${status}: ${body.error?.message}`);
    values.push(...body.values);
    next = body.next;
  }
  return values;
}
