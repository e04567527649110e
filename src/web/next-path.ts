/** Stands for this server, wherever it is. */
const here = 'http://here.invalid';

const maxLength = 2048;

const start = '/';

/**
 * Where to go after signing in: a path of this server, as a browser understands it. Whatever might lead elsewhere, or is no
 * path at all, becomes the start page, so that nobody can be sent on from our sign-in to a page that looks like it.
 */
export function nextPath(sent: string): string {
  if (!sent.startsWith('/') || sent.length > maxLength) return start;
  const url = URL.parse(sent, here);
  if (url === null || url.origin !== here) return start;
  const path = `${url.pathname}${url.search}`;
  // `/.//host` is a path that begins with two slashes, which is another host for whoever reads it next.
  return path.startsWith('//') ? start : path;
}
