/** What the help of a command ends with: examples that run as they stand, and the built-in endpoints. */

import { builtInEndpoints } from '../../providers/endpoints.ts';
import type { Command } from './flags.ts';

/** Examples are what follows the command's name; each stands on a line of its own. */
export function addExamples(
  command: Command,
  examples: readonly string[],
  { endpoints = false }: { endpoints?: boolean } = {},
): Command {
  return command.addHelpText('after', ({ command: shown }) => {
    const name = namesOf(shown).join(' ');
    const lines = ['', 'Examples:', ...examples.map((example) => `  ${name} ${example}`.trimEnd())];
    return [...lines, ...(endpoints ? endpointLines() : [])].join('\n');
  });
}

/** The command with those above it: `mt-judge run`. */
function namesOf(command: Command): string[] {
  return [...(command.parent ? namesOf(command.parent) : []), command.name()];
}

function endpointLines(): string[] {
  const address = ({ baseUrl, baseUrlEnv }: { baseUrl?: string; baseUrlEnv?: string }) =>
    baseUrl ?? (baseUrlEnv === undefined ? 'no network, no key: a demo' : `$${baseUrlEnv}`);
  const names = Object.keys(builtInEndpoints);
  const width = Math.max(...names.map((name) => name.length));
  return [
    '',
    'Endpoints, for <endpoint>/<model>; models.yaml adds more, --base-url reaches any other:',
    ...Object.entries(builtInEndpoints).map(([name, endpoint]) => {
      const key = endpoint.keyEnv === undefined ? '' : `, key ${endpoint.keyEnv}`;
      const needed = key && endpoint.keyOptional ? `${key} if it asks for one` : key;
      return `  ${name.padEnd(width)}  ${address(endpoint)}${needed}`;
    }),
  ];
}
