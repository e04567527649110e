import { scopes } from '../domain/scope.ts';
import { FormToken } from './form-token.tsx';
import { sitePaths } from './site-paths.ts';

/** What was typed before. */
export interface TypedToken {
  readonly name: string;
  readonly place: string;
  readonly scopes: readonly string[];
  readonly keys: string;
  readonly expires: string;
}

const lifetimes = [
  ['30d', '30 days'],
  ['90d', '90 days'],
  ['1y', 'a year'],
  ['', 'never'],
] as const;

const untyped: TypedToken = { name: '', place: '', scopes: ['buildstatus:write'], keys: '', expires: '90d' };

/** Describes a token to be made. */
export function TokenForm({ typed = untyped, formToken }: { readonly typed?: TypedToken; readonly formToken: string }) {
  return (
    <form method="post" action={sitePaths.makeToken} class="card">
      <FormToken value={formToken} />
      <label for="token-name">Name</label>
      <input
        id="token-name"
        name="name"
        value={typed.name}
        placeholder="widgets on Jenkins"
        autocomplete="off"
        required
      />
      <label for="place">Where it counts</label>
      <input
        id="place"
        name="place"
        value={typed.place}
        placeholder="acme/widgets"
        autocapitalize="none"
        spellcheck={false}
      />
      <p class="hint">A repository, or a workspace; left empty, everywhere.</p>
      <fieldset>
        <legend>What it is good for</legend>
        {scopes.map((scope) => (
          <label key={scope} class="choice">
            <input type="checkbox" name="scopes" value={scope} checked={typed.scopes.includes(scope)} />
            <code>{scope}</code>
          </label>
        ))}
      </fieldset>
      <label for="keys">Keys of builds that it may report</label>
      <input id="keys" name="keys" value={typed.keys} placeholder="ci/*" autocapitalize="none" spellcheck={false} />
      <p class="hint">Patterns, separated by spaces; left empty, any key.</p>
      <label for="expires">Expires</label>
      <select id="expires" name="expires">
        {lifetimes.map(([value, words]) => (
          <option key={value} value={value} selected={value === typed.expires}>
            {words}
          </option>
        ))}
      </select>
      <button type="submit">Make an access token</button>
    </form>
  );
}
