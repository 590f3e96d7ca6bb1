'use strict';

// Does with the app what Zapier's platform does. A line on standard input is a call, a line in the
// file that is named is its result.
const fs = require('fs');
const readline = require('readline');
const zapier = require('zapier-platform-core');

const [, , app, results] = process.argv;
const App = require(app);
const tester = zapier.createAppTester(App);
const at = (path) => path.split('.').reduce((node, name) => node[name], App);

const run = async ({ call, bundle }) => {
  if (call === 'validate') {
    return (await zapier.createAppHandler(App)({ command: 'validate' })).results;
  }
  if (call === 'sample') {
    return App.triggers[bundle.key].operation.sample;
  }
  return tester(at(call), bundle);
};

const answer = (line) => fs.appendFileSync(results, JSON.stringify(line) + '\n');
let last = Promise.resolve();
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  last = last.then(() =>
    run(JSON.parse(line)).then(
      (result) => answer({ result }),
      (error) => answer({ error: error.message }),
    ),
  );
});
