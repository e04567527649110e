// Rules for the url of a status:
// - absolute, http or https, with a host; white space and control characters are not part of a URL;
// - any host, so that an intranet's `http://ci:8080/` works;
// - as on bitbucket.org (strict): the host is dotted, an IP address, or localhost.

/** The host may not be a template: it decides where people are sent. */
const absoluteHttp = /^https?:\/\/[^/?#{}\\]+(?:[/?#]|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const whiteSpaceOrControl = /[\s\u0000-\u001f\u007f]/;
const dottedHost = /^[^.]+(?:\.[^.]+)+\.?$/;

/** Whether the text may be the url of a status. The host rule of bitbucket.org applies only when `strictHost` is set. */
export function isBuildUrl(text: string, { strictHost = false } = {}): boolean {
  if (!absoluteHttp.test(text) || whiteSpaceOrControl.test(text)) return false;
  const url = URL.parse(text);
  if (url === null) return false;
  return !strictHost || isPublicLookingHost(url.hostname);
}

function isPublicLookingHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname.startsWith('[') || dottedHost.test(hostname);
}
