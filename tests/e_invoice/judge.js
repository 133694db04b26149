// Judges e-invoices by a Schematron: `node judge.js RULES.sch FILE…`, with NODE_PATH where
// node-schematron is. The rules are read once, which takes seconds. One line per finding; 1 if any.
const fs = require('fs');
const { Schema } = require('node-schematron');

const [rules, ...files] = process.argv.slice(2);
const schema = Schema.fromString(fs.readFileSync(rules, 'utf8'));
let found = 0;
for (const file of files) {
  for (const result of schema.validateString(fs.readFileSync(file, 'utf8'))) {
    if (result.isReport) continue;
    const id = result.assertId || '';
    console.log(`${file}: ${id} ${(result.message || '').trim().replace(/\s+/g, ' ')}`);
    ++found;
  }
}
process.exit(found > 0 ? 1 : 0);
