/** The parameter at the end of a path that may contain slashes, without one at its own end. */
export function restOfPath(params: { readonly '*': string }): string {
  return params['*'].replace(/\/+$/, '');
}
