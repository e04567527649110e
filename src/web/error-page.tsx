import { Layout } from './layout.tsx';
import type { Visitor } from './visitor.ts';

const titles: Readonly<Record<number, string>> = {
  404: 'Not found',
  429: 'Too many requests',
  503: 'Not available just now',
};

export interface ErrorPageModel {
  readonly status: number;
  readonly message: string;
  readonly visitor: Visitor | undefined;
}

/** What a person sees instead of the page that was asked for. */
export function ErrorPage({ status, message, visitor }: ErrorPageModel) {
  const title = titles[status] ?? 'That did not work';
  return (
    <Layout title={title} visitor={visitor}>
      <p class="context">{status}</p>
      <h1>{title}</h1>
      <p>{message}</p>
      {status === 404 && visitor?.kind === 'stranger' && (
        <p>
          What is private shows itself only to those who may see it: <a href={visitor.signInPath}>sign in</a>, if you
          are one of them.
        </p>
      )}
      <p>
        <a href="/">To the start page</a>
      </p>
    </Layout>
  );
}
