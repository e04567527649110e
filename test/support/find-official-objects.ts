import type { OfficialName } from './official-schemas.ts';

export interface OfficialObject {
  readonly name: OfficialName;
  readonly value: unknown;
}

/** Which definition an object follows tells its `type`. */
const nameOfType: Readonly<Record<string, OfficialName>> = {
  build: 'commitstatus',
  error: 'error',
  user: 'account',
  team: 'account',
  app_user: 'account',
  workspace: 'workspace',
  webhook_subscription: 'webhook_subscription',
  branchrestriction: 'branchrestriction',
  group: 'group',
};

/** Everything in an answer, at any depth, that Bitbucket's own description defines. */
export function findOfficialObjects(value: unknown): readonly OfficialObject[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, member]) => [
    ...(name === 'links' && !Array.isArray(value) ? linksIn(member) : []),
    ...findOfficialObjects(member),
  ]);
  const name = 'type' in value ? nameOfType[String(value.type)] : undefined;
  return name === undefined ? inside : [{ name, value }, ...inside];
}

/** Of some kinds there are several. */
function linksIn(links: object): readonly OfficialObject[] {
  return Object.values(links)
    .flat()
    .map((value) => ({ name: 'link', value }));
}
