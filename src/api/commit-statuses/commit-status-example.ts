const api = 'https://builds.example.org/2.0/repositories/my-workspace/my-repo';
const page = 'https://builds.example.org/my-workspace/my-repo';
const hash = 'e10dae226959c2194f2b07b077c07762d93821cf';

/** What a server answers to the example of the documentation. */
export const commitStatusExample = {
  key: 'MY-BUILD',
  type: 'build',
  state: 'SUCCESSFUL',
  name: '',
  refname: null,
  commit: {
    hash,
    links: { self: { href: `${api}/commit/${hash}` }, html: { href: `${page}/commits/${hash}` } },
    type: 'commit',
  },
  url: 'https://www.example.org/my-build-result',
  repository: {
    type: 'repository',
    full_name: 'my-workspace/my-repo',
    links: { self: { href: api }, html: { href: page }, avatar: { href: `${page}/avatar.svg` } },
    name: 'my-repo',
    uuid: '{d5f46e73-8606-4dd6-a173-5b194e52aae9}',
  },
  description: '42 tests passed',
  uuid: '{ca79b5bd-8ba4-4875-b6d3-f97cee052ae3}',
  created_on: '2025-01-02T03:04:05.678901+00:00',
  updated_on: '2025-01-02T03:04:05.678901+00:00',
  links: {
    self: { href: `${api}/commit/${hash}/statuses/build/MY-BUILD` },
    commit: { href: `${api}/commit/${hash}`, name: hash.slice(0, 12) },
  },
};
