// Loaded before a client that knows only https://api.bitbucket.org: its requests go to SIGNALBOX_TEST_SERVER instead.
const http = require('node:http');
const https = require('node:https');

const { hostname, port } = new URL(process.env.SIGNALBOX_TEST_SERVER);

https.request = (given, ...rest) => {
  const options = given instanceof URL || typeof given === 'string' ? { path: new URL(given).pathname } : given;
  return http.request({ ...options, protocol: 'http:', host: hostname, hostname, port, agent: undefined }, ...rest);
};
