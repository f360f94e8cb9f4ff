#!/usr/bin/env node
import { runMain } from '../cli/main.ts';
import { showResultsCommand } from '../commands/show-results.ts';

await runMain(showResultsCommand, process.argv.slice(2));
