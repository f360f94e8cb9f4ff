/** The first files of a project, as texts. */

import { relative, resolve, sep } from 'node:path';
import { builtInEndpoints } from '../../providers/endpoints.ts';
import { fileStem, packageDir } from '../../store/bench/paths.ts';

export interface Project {
  endpoint: string;
  /** Of an endpoint of one's own. */
  baseUrl: string | undefined;
  model: string;
  judge: { endpoint: string; model: string };
  bench: string;
}

interface NewFile {
  /** Its path below the data directory. */
  name: string;
  text: string;
}

export async function filesOf(project: Project, dataDir: string): Promise<NewFile[]> {
  return [
    { name: 'models.yaml', text: await modelsText(project, dataDir) },
    { name: '.env.example', text: environmentText(project) },
    { name: `questions/${project.bench}.jsonl`, text: questionsText() },
  ];
}

/** The variables that hold the keys of the project's endpoints. */
export function keyVariables({ endpoint, baseUrl, judge }: Project): string[] {
  const used = [...new Set([endpoint, judge.endpoint])];
  return used.flatMap((each) => {
    if (each === endpoint && baseUrl !== undefined) return [ownVariable(each)];
    const { keyEnv: name, keyOptional } = builtInEndpoints[each] ?? {};
    return name === undefined || keyOptional ? [] : [name];
  });
}

/** `MY_LAB_API_KEY` of `my-lab`. */
function ownVariable(endpoint: string): string {
  const name = endpoint.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  return `${/^\d/.test(name) ? '_' : ''}${name}_API_KEY`;
}

async function modelsText({ endpoint, baseUrl, model, judge }: Project, dataDir: string): Promise<string> {
  const { stringify } = await import('yaml');
  const entry = (of: { endpoint: string; model: string }) => ({ ...of, model_id: fileStem(of.model) });
  const own = { provider: 'openai', base_url: baseUrl, api_key_env: ownVariable(endpoint) };
  const endpoints = baseUrl === undefined ? '' : `${stringify({ endpoints: { [endpoint]: own } })}\n`;
  const models = stringify({ models: { candidate: entry({ endpoint, model }), judge: entry(judge) } });
  const price = '    # price: { input: 0.4, output: 1.6 }';
  return [
    `# yaml-language-server: $schema=${schemaPath(dataDir)}`,
    '# Endpoints and models, by the names that --model and --judge take. Keys stay in the environment or in .env.',
    '# A price in US dollars per million tokens is what --max-cost, --dry-run and mt-judge costs need.',
    '',
    `${endpoints}${models.replace(/\n {2}judge:/, `\n${price}\n  judge:`)}${price}`,
    '',
  ].join('\n');
}

/** From the folder of models.yaml to the schema: the installed package's where it lies above, or else where npm puts it. */
function schemaPath(dataDir: string): string {
  const path = 'node_modules/mt-judge/schemas/models.json';
  const folder = resolve(dataDir);
  const project = packageDir.endsWith(path.split('/').slice(0, 2).join(sep))
    ? resolve(packageDir, '../..')
    : folder;
  const up = relative(folder, project).split(sep).join('/');
  return /^(?:\.\.(?:\/|$))*$/.test(up) ? [...(up === '' ? [] : [up]), path].join('/') : path;
}

function environmentText(project: Project): string {
  const keys = keyVariables(project);
  const lines =
    keys.length > 0
      ? ['# Copy this file to .env and put your keys there. Keep .env out of version control.']
      : [
          '# The endpoints of models.yaml need no key. If one does: copy this file to .env, and put it there.',
        ];
  return [...lines, ...keys.map((name) => `${name}=`), ''].join('\n');
}

/** Two questions of two turns: one that a judge rates by its own lights, one with a reference. */
function questionsText(): string {
  const samples = [
    {
      question_id: 'apology',
      category: 'writing',
      turns: [
        'Write a reply of at most 60 words to a customer whose parcel arrived two days late.',
        'Make it one sentence, without the word "sorry".',
      ],
    },
    {
      question_id: 'trains',
      category: 'reasoning',
      turns: [
        'A train leaves at 09:40 and arrives at 12:15. How long is the ride?',
        'The train back takes 20 minutes longer and leaves at 16:30. When does it arrive?',
      ],
      reference: ['2 hours and 35 minutes.', '19:25 (it takes 2 hours and 55 minutes).'],
      required_temperature: 0,
    },
  ];
  return samples.map((sample) => `${JSON.stringify(sample)}\n`).join('');
}
