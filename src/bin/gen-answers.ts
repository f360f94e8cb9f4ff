#!/usr/bin/env node
import { runMain } from '../commands/entry.ts';
import { genAnswersCommand } from '../commands/gen-answers.ts';

await runMain(genAnswersCommand, process.argv.slice(2));
