import { Layout } from './layout.tsx';

const titles: Readonly<Record<number, string>> = {
  404: 'Not found',
  429: 'Too many requests',
  503: 'Not available just now',
};

/** What a person sees instead of the page that was asked for. */
export function ErrorPage({ status, message }: { readonly status: number; readonly message: string }) {
  const title = titles[status] ?? 'That did not work';
  return (
    <Layout title={title}>
      <p class="context">{status}</p>
      <h1>{title}</h1>
      <p>{message}</p>
      <p>
        <a href="/">To the start page</a>
      </p>
    </Layout>
  );
}
