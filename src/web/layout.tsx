import type { ComponentChildren } from 'preact';
import { FormToken } from './form-token.tsx';
import { sitePaths } from './site-paths.ts';
import type { Visitor } from './visitor.ts';

export interface LayoutProps {
  /** Stands in the browser's tab. */
  readonly title: string;
  readonly visitor: Visitor | undefined;
  readonly children: ComponentChildren;
}

/** What every page has around it. */
export function Layout({ title, visitor, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Signalbox`}</title>
        <link rel="icon" href="/assets/signalbox.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/signalbox.css" />
      </head>
      <body>
        <header class="site-header">
          <a class="brand" href="/">
            <img src="/assets/signalbox.svg" alt="" width="24" height="24" />
            Signalbox
          </a>
          <nav aria-label="Site">
            <a href="/docs/api">API reference</a>
            {visitor && <AboutVisitor visitor={visitor} />}
          </nav>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}

function AboutVisitor({ visitor }: { readonly visitor: Visitor }) {
  if (visitor.kind === 'stranger') return <a href={visitor.signInPath}>Sign in</a>;
  const { displayName, formToken } = visitor;
  if (formToken === undefined) return <span class="visitor">{displayName}</span>;
  return (
    <>
      <a class="visitor" href={sitePaths.account} title="Your account">
        {displayName}
      </a>
      <form method="post" action={sitePaths.signOut}>
        <FormToken value={formToken} />
        <button type="submit" class="link">
          Sign out
        </button>
      </form>
    </>
  );
}
