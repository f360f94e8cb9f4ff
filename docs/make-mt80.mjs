/** Writes docs/mt80.md from questions/mt80.jsonl: `npm run docs`. A test sees to it that the two agree. */

import { readFileSync, writeFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const questions = readFileSync(new URL('questions/mt80.jsonl', root), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const categories = [...new Set(questions.map(({ category }) => category))];

/** The question of each category that is shown in full. */
const shown = {
  writing: 'writing-03',
  roleplay: 'roleplay-08',
  reasoning: 'reasoning-04',
  math: 'math-06',
  coding: 'coding-08',
  extraction: 'extraction-03',
  stem: 'stem-04',
  humanities: 'humanities-03',
};

const template = readFileSync(new URL('mt80.template.md', import.meta.url), 'utf8');
const text = template
  .replace('{{lengths}}', () => lengths())
  .replace('{{topics}}', () => topics())
  .replace('{{examples}}', () => categories.map(example).join('\n\n'));
writeFileSync(new URL('mt80.md', import.meta.url), text);

/** Four characters a token, as in src/client/cost/tokens.ts; other scripts count more. */
function tokens(text) {
  const ascii = [...text].filter((character) => character.charCodeAt(0) < 128).length;
  return Math.ceil(ascii / 4 + (text.length - ascii) / 1.5);
}

function lengths() {
  const rows = categories.map((category) => {
    const own = questions.filter((question) => question.category === category);
    const cells = [
      own.map(({ turns }) => tokens(turns[0])),
      own.map(({ turns }) => tokens(turns[1])),
      own.flatMap(({ reference }) => (reference ?? []).map(tokens)),
    ];
    return `| ${[category, ...cells.map(spread)].join(' | ')} |`;
  });
  const head = '| category | turn 1 | turn 2 | references |\n| --- | ---: | ---: | ---: |';
  return `${head}\n${rows.join('\n')}`;
}

function spread(counts) {
  if (counts.length === 0) return '–';
  const sorted = counts.sort((a, b) => a - b);
  return `${sorted[0]} · ${sorted[Math.floor(sorted.length / 2)]} · ${sorted.at(-1)}`;
}

function topics() {
  const rows = questions.map(({ question_id, metadata }) => `| ${question_id} | ${metadata.topic} |`);
  return `| question | topic |\n| --- | --- |\n${rows.join('\n')}`;
}

function example(category) {
  const question = questions.find(({ question_id }) => question_id === shown[category]);
  const parts = question.turns.flatMap((turn, index) => [
    `**Turn ${index + 1}**\n\n${quote(turn)}`,
    ...(question.reference ? [`**Reference ${index + 1}**\n\n${quote(question.reference[index])}`] : []),
  ]);
  return `### ${question.question_id}: ${question.metadata.topic}\n\n${parts.join('\n\n')}`;
}

/** A fence longer than any run of backticks in the text, so that it stays as it is. */
function quote(text) {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
