#!/usr/bin/env node
import { runMain } from '../commands/entry.ts';
import { showResultsCommand } from '../commands/show-results.ts';

await runMain(showResultsCommand, process.argv.slice(2));
