'use strict';

const byKey = (list) => Object.fromEntries(list.map((one) => [one.key, one]));
const http = require('./http');

module.exports = {
  version: require('./package.json').version,
  platformVersion: require('zapier-platform-core').version,
  authentication: require('./authentication'),
  beforeRequest: [http.authorize],
  afterResponse: [http.explain],
  triggers: byKey(require('./triggers')),
  searches: byKey(require('./searches')),
  creates: byKey(require('./creates')),
};
