import type { ComponentChildren } from 'preact';

/** What every page has around it. `title` stands in the browser's tab. */
export function Layout({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
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
          </nav>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}
