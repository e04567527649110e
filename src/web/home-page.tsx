import { Layout } from './layout.tsx';
import type { Visitor } from './visitor.ts';

const commit = 'e10dae226959c2194f2b07b077c07762d93821cf';

export interface HomePageModel {
  readonly origin: string;
  readonly visitor: Visitor | undefined;
}

/** Where a newcomer lands: how to report the first status, and where to look at it. */
export function HomePage({ origin, visitor }: HomePageModel) {
  const command = `curl ${origin}/2.0/repositories/my-workspace/my-repo/commit/${commit}/statuses/build/ \\
  -X POST -u jdoe -H 'Content-Type: application/json' \\
  -d '{
    "key": "MY-BUILD",
    "state": "SUCCESSFUL",
    "description": "42 tests passed",
    "url": "https://www.example.org/my-build-result"
  }'`;
  return (
    <Layout title="Welcome" visitor={visitor}>
      <h1>Signalbox</h1>
      <p>This server keeps the build statuses of commits. CI systems report to it as they report to Bitbucket Cloud:</p>
      <pre>
        <code>{command}</code>
      </pre>
      <p>
        Then look at <a href={`/my-workspace/my-repo/commits/${commit}`}>that commit</a>, or try every operation in the{' '}
        <a href="/docs/api">API reference</a>.
      </p>
    </Layout>
  );
}
