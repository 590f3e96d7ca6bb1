// Node-RED beside the quickstart, if the environment does not say otherwise.
const port = process.env.PORT || '1880';
const here = {
  HUB_URL: 'http://localhost:8080',
  HUB_TOKEN: 'demo-token-of-the-hub',
  HUB_SECRET: 'whsec_bm9kZS1yZWQtYW5kLXRoZS1xdWlja3N0YXJ0',
  TIMELINES_API: 'http://localhost:8080/emulator/integrations/api',
  TIMELINES_TOKEN: 'demo-token',
  OWN_URL: `http://localhost:${port}`,
};
for (const [name, value] of Object.entries(here)) {
  process.env[name] = process.env[name] || value;
}

module.exports = {
  uiHost: '127.0.0.1', // its editor asks for no password
  uiPort: Number(port),
  userDir: process.env.NODE_RED_HOME || `${__dirname}/../target/node-red-home`,
  flowFile: `${__dirname}/flows.json`,
  credentialSecret: false, // there are none in the flows: tokens come from the environment
  editorTheme: { tours: false },
};
