/** `mt-judge view`: the report's pages from the data directory as it is now, and an arena for blind votes. */

import type { Server } from 'node:http';
import { filterOption } from '../cli/flags/answering.ts';
import { addBenchOptions, Command, Option } from '../cli/flags/flags.ts';
import { addExamples } from '../cli/flags/help-text.ts';
import type { Context } from '../cli/main.ts';
import { openBrowser } from '../cli/open-browser.ts';
import { systemCode, UserError } from '../errors.ts';
import { plainLine } from '../plain-text.ts';
import { questionsFile } from '../store/bench/paths.ts';
import { loadQuestions, selectQuestions } from '../store/bench/questions.ts';
import { voterPattern } from '../view/arena/request.ts';
import { showLive } from '../view/live/live.ts';
import type { ViewOptions } from '../view/live/options.ts';
import { createEventHub } from '../view/server/events.ts';
import { addressOf, apiOf, checkListener } from '../view/server/listen.ts';
import { makeServer } from '../view/server/server.ts';

const mostPort = 65_535;

const helpExamples = ['--bench mt80 --open', '--host 0.0.0.0 --port 8080 --token a-secret-of-yours'];

export function viewCommand(context: Context): Command {
  const command = addBenchOptions(new Command('view'))
    .description('Follow a bench in the browser, and vote blindly on pairs of answers')
    .addOption(new Option('--port <n>', 'port to listen on').argParser(readPort).default(0, 'a free one'))
    .option('--host <address>', 'address to listen on; any but this machine’s own needs --token', '127.0.0.1')
    .option('--token <text>', 'a secret of your own, without which nothing is shown')
    .option(
      '--judge-prompts <set>',
      'show the judgments by this set of judge prompts (default: the default one)',
    )
    .addOption(filterOption())
    .option('--voter <name>', 'take the votes of this person only (default: whoever the page names)')
    .option('--open', 'show the page in the desktop’s browser');
  addExamples(command, helpExamples);
  return command.action((options: ViewOptions) =>
    // Whoever selects questions means those of this bench.
    view(
      options,
      context,
      options.filter !== undefined || command.getOptionValueSource('bench') !== 'default',
    ),
  );
}

async function view(options: ViewOptions, context: Context, benchGiven: boolean): Promise<void> {
  checkListener(options);
  checkVoter(options.voter);
  const file = await questionsFile(options.dataDir, options.bench);
  if (options.filter) selectQuestions(await loadQuestions(file), { filters: options.filter });
  const warn = (line: string) => context.stderr.write(`${plainLine(line, 1000)}\n`);
  const events = createEventHub();
  const live = showLive(options, { benchGiven, events, warn, clock: () => context.now() / 1000 });
  let port = options.port;
  const server = makeServer({
    routes: live.routes,
    events,
    page: { title: `${options.bench} – mt-judge`, bench: options.bench, voter: options.voter ?? '' },
    listener: () => apiOf(options, port),
    onBug: (error) => warn(`error: ${error instanceof Error ? (error.stack ?? error.message) : error}`),
  });
  try {
    port = await listen(server, options);
    const address = addressOf(options, port);
    context.stdout.write(`${options.bench}: ${address}\n`);
    if (!options.quiet) warn('Ctrl-C ends the viewer');
    if (options.open && !(await openBrowser(address))) warn(`no browser was found: open ${address} yourself`);
    await Promise.race([stopAsked(), live.ended]);
  } finally {
    events.close();
    server.close();
    server.closeAllConnections();
    await live.stop();
  }
}

function listen(server: Server, { host, port }: ViewOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(asUserError(error, { host, port })));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function asUserError(error: Error, { host, port }: { host: string; port: number }): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: `the port ${port} is in use: choose another --port, or none for a free one`,
    EACCES: `the port ${port} is not yours to use: choose another --port, or none for a free one`,
    EADDRNOTAVAIL: `${host} (--host) is no address of this machine`,
    ENOTFOUND: `${host} (--host) is no address of this machine`,
  };
  const reason = reasons[systemCode(error) ?? ''];
  return reason ? new UserError(`cannot listen: ${reason}`, { cause: error }) : error;
}

/** Resolves at the first Ctrl-C, which is how a viewer ends when all is well. */
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function checkVoter(voter: string | undefined): void {
  if (voter === undefined || voterPattern.test(voter)) return;
  throw new UserError(
    `--voter "${voter}" cannot name a file: use letters, digits, dots, dashes and underscores, 40 at most`,
  );
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= mostPort) return port;
  throw new UserError(`--port ${text} is no port: give a number from 0 to ${mostPort}`);
}
