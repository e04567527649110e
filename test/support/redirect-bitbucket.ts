import http from 'node:http';
import https, { type RequestOptions } from 'node:https';

/**
 * Loaded into a client with `--import`: its requests to https://api.bitbucket.org go to the server that
 * SIGNALBOX_TEST_BASE_URL names. The client itself stays as it is; any other host is an error.
 */
const { hostname, port } = new URL(process.env.SIGNALBOX_TEST_BASE_URL ?? '');

const redirect = (options: RequestOptions) => {
  if (options.host !== 'api.bitbucket.org') throw new Error(`A request to ${options.host} would leave the test.`);
  return http.request({ method: options.method, path: options.path, headers: options.headers, hostname, port });
};

Object.assign(https, { request: redirect });
