#!/usr/bin/env node
import { runMain } from '../cli/main.ts';
import { genAnswersCommand } from '../commands/gen-answers.ts';

await runMain(genAnswersCommand, process.argv.slice(2));
