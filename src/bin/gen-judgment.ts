#!/usr/bin/env node
import { runMain } from '../cli/main.ts';
import { genJudgmentCommand } from '../commands/gen-judgment.ts';

await runMain(genJudgmentCommand, process.argv.slice(2));
