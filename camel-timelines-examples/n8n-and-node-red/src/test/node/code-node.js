'use strict';

// Runs the code of n8n's Code node as n8n calls it: an async function with $input, require and this.
const fs = require('fs');
const [, , workflow, given] = process.argv;
const { headers, body, secret } = JSON.parse(fs.readFileSync(given, 'utf8'));
const node = JSON.parse(fs.readFileSync(workflow, 'utf8')).nodes.find((one) => one.type.endsWith('.code'));
const code = node.parameters.jsCode.replace(/'whsec_PUT[A-Z_]*'/, JSON.stringify(secret));
const AsyncFunction = (async () => {}).constructor;
const $input = { first: () => ({ json: { headers }, binary: { data: {} } }) };
const helpers = { getBinaryDataBuffer: async (item, property) => (item === 0 && property === 'data' ? Buffer.from(body) : null) };
new AsyncFunction('$input', 'require', code)
  .call({ helpers }, $input, require)
  .then((items) => console.log(JSON.stringify(items)));
