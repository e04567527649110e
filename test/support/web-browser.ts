import { type Answer, type Call, call } from './call.ts';

/** Keeps cookies and sends forms, as browsers do, and follows nothing by itself. */
export class WebBrowser {
  readonly cookies = new Map<string, string>();
  /** Where answers have led. */
  readonly visited: string[] = [];
  readonly #baseUrl: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(baseUrl: string, headers: Readonly<Record<string, string>> = {}) {
    this.#baseUrl = baseUrl;
    this.#headers = headers;
  }

  get(path: string): Promise<Answer> {
    return this.send(path);
  }

  /** Sends a form as it is. */
  post(path: string, form: Readonly<Record<string, string>>): Promise<Answer> {
    return this.send(path, { method: 'POST', form });
  }

  /** Loads the page, and sends its form to that path with what is typed into it. */
  async submit(page: string, path: string, typed: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const { body } = await this.get(page);
    return this.post(path, { ...hiddenFields(body), ...typed });
  }

  signIn(name: string, secret: string, next = '/'): Promise<Answer> {
    return this.submit(`/site/sign-in?next=${encodeURIComponent(next)}`, '/site/sign-in', { name, secret });
  }

  /** Goes where the answers lead, to other servers too, until one leads nowhere. */
  async follow(answer: Answer): Promise<Answer> {
    const location = answer.headers.get('location');
    if (location === null) return answer;
    this.visited.push(new URL(location, this.visited.at(-1) ?? this.#baseUrl).href);
    return this.follow(await this.get(this.visited.at(-1) ?? ''));
  }

  async send(path: string, { headers = {}, ...rest }: Call = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await call(new URL(path, this.#baseUrl).href, {
      ...rest,
      headers: { accept: 'text/html', ...(cookie && { cookie }), ...this.#headers, ...headers },
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return answer;
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/; Max-Age=0\b/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** What the forms of a page hold that nobody types. */
export function hiddenFields(html: string): Readonly<Record<string, string>> {
  const inputs = html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]));
}
