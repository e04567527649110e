/** How a request says who makes it, for `/openapi.json`. */
export const securitySchemes = {
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'Any user name, with an access token as the password. `signalbox dev` takes any password.',
  },
  bearer: { type: 'http', scheme: 'bearer', description: 'An access token.' },
  access_token: {
    type: 'apiKey',
    in: 'query',
    name: 'access_token',
    description: 'An access token in the URL. Not with POST.',
  },
} as const;

/** Reading needs no credentials, nor does writing with `signalbox dev`. */
const inHeaders = [{}, { basic: [] }, { bearer: [] }];

export const security = [...inHeaders, { access_token: [] }];

/** For POST, Bitbucket takes no access token in the URL. */
export const securityOfPost = inHeaders;
