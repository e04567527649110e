/** The objects that a template may name, in the shape in which the API shows them. */
export interface UrlTemplateVariables {
  readonly repository: object;
  readonly commit: object;
}

const placeholder = /\{((?:repository|commit)(?:\.[A-Za-z_][A-Za-z0-9_]*)+)\}/g;

/**
 * Replaces each `{repository.x.y}` and `{commit.x.y}` by that member, as Bitbucket does wherever a link is shown:
 * `https://foo.com/builds/{repository.full_name}` gives `https://foo.com/builds/foo/bar`. Slashes and colons of the
 * value stay, everything else that is not plain in a path or a query is percent-encoded. A name that leads nowhere, or
 * to something other than a text, a number or a boolean, is left as it stands.
 */
export function expandUrlTemplate(template: string, variables: UrlTemplateVariables): string {
  return template.replace(placeholder, (original, path: string) => {
    const value = findMember(variables, path.split('.'));
    return value === undefined ? original : encodeValue(value);
  });
}

/** Whether the text names at least one member that a template may name, known or not. */
export function isUrlTemplate(text: string): boolean {
  return text.search(placeholder) !== -1;
}

function findMember(root: object, path: readonly string[]): string | undefined {
  let value: unknown = root;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function encodeValue(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll('%2F', '/').replaceAll('%3A', ':');
}
