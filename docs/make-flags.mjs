/** Writes docs/flags.md from the help texts of the built commands; `test/docs/flags.test.ts` holds the two together. */

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../dist/bin/mt-judge.js', import.meta.url));

function help(...command) {
  const env = { ...process.env, COLUMNS: '100', NO_COLOR: '1' };
  return execFileSync(process.execPath, [bin, ...command, '--help'], { encoding: 'utf8', env }).trimEnd();
}

/** The names in the list of commands that a help text ends with. */
function commandsIn(text) {
  const [, list = ''] = text.split(/^Commands:$/m);
  return [...list.matchAll(/^ {2}([a-z][a-z-]*)/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== 'help');
}

function sections(command) {
  const text = help(...command);
  const own = `## ${command.join(' ')}\n\n\`\`\`\n${text}\n\`\`\`\n`;
  return [own, ...commandsIn(text).flatMap((name) => sections([...command, name]))];
}

export function flagsPage() {
  const intro =
    '# Flags\n\nMade from `--help` by `npm run docs`. `gen-answers`, `gen-judgment` and `show-results` are commands of their own, too.\n';
  return [intro, ...commandsIn(help()).flatMap((name) => sections([name]))].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('flags.md', import.meta.url), flagsPage());
}
