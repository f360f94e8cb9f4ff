#!/usr/bin/env node
import { runMain } from '../cli/main.ts';
import { loadProgram } from '../commands/program.ts';

const argv = process.argv.slice(2);
await runMain(await loadProgram(argv), argv);
