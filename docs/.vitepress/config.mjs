/** The documentation as a site: `npm run docs:site` builds it from the pages of this repository, with a search of its own. */

import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What stands where in the sidebar; a page that is named nowhere stands under "More". */
const groups = {
  Start: ['init', 'stages', 'models', 'results', 'report', 'verdicts'],
  Benchmarks: [
    'benchmarks',
    'asking',
    'images',
    'accuracy',
    'graders',
    'graders-choice',
    'graders-math',
    'graders-ifeval',
    'sandbox',
  ],
  Judges: ['judge-prompts', 'own-judge', 'doctor', 'agreement', 'voting', 'languages', 'reasoning'],
  Comparing: ['compare', 'suite', 'contamination', 'fresh', 'mt80'],
  Running: [
    'servers',
    'network',
    'batch',
    'costs',
    'machines',
    'status',
    'tracing',
    'faults',
    'safety',
    'performance',
  ],
  Reference: [
    'flags',
    'records',
    'schemas',
    'validate',
    'api',
    'completion',
    'fastchat',
    'import',
    'export',
    'recipes',
  ],
};

const pages = markdownIn('docs').filter((name) => !name.endsWith('.template'));
const grouped = Object.entries(groups).map(([text, names]) => [
  text,
  names.filter((name) => pages.includes(name)),
]);
const rest = pages.filter((name) => !Object.values(groups).flat().includes(name));
const examples = readdirSync(join(repository, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

export default defineConfig({
  title: 'mt-judge',
  description: 'MT-Bench-style LLM-as-judge evaluation',
  lang: 'en',
  srcDir: '..',
  outDir: '../artifacts/site',
  cacheDir: '../artifacts/site-cache',
  srcExclude: [
    ...[
      'node_modules',
      'artifacts',
      'test',
      'src',
      'web',
      'bench',
      'dist',
      'findings',
      'questions',
      'answers',
    ],
    ...['judgments', 'judge-prompts', 'language-profiles', 'probes', 'suites', 'schemas', 'coverage', 'demo'],
  ]
    .map((name) => `${name}/**`)
    .concat('docs/*.template.md'),
  rewrites: { 'README.md': 'index.md' },
  // The folder on its server.
  base: process.env.SITE_BASE ?? '/',
  // The theme's own grey on grey is too faint for small letters.
  head: [['style', {}, '.vp-doc [class*="language-"] > span.lang { color: var(--vp-c-text-1); }']],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    html: false,
    config: (md) => {
      // On a code host a link to a folder shows its README.
      md.core.ruler.push('folders', ({ tokens }) => {
        for (const link of tokens.flatMap(({ children }) => children ?? [])) {
          const href = link.type === 'link_open' ? link.attrGet('href') : null;
          if (href?.endsWith('/') && !/^[a-z]+:/.test(href)) link.attrSet('href', `${href}README.md`);
          // A file, and no page of the site.
          if (href?.endsWith('.sh')) link.attrSet('target', '_self');
        }
      });
      // Two braces are a template's: in a text they are two braces.
      for (const rule of ['text', 'code_inline']) {
        const plain = (tokens, index) => md.utils.escapeHtml(tokens[index].content);
        const render = md.renderer.rules[rule] ?? plain;
        md.renderer.rules[rule] = (...given) => render(...given).replaceAll('{{', '&#123;&#123;');
      }
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Docs', link: '/docs/stages' },
      { text: 'Changelog', link: '/CHANGELOG' },
      { text: 'Security', link: '/SECURITY' },
    ],
    sidebar: [
      ...[...grouped, ['More', rest]].map(([text, names]) => ({
        text,
        items: names.map((name) => linkTo(`docs/${name}`)),
      })),
      { text: 'Examples', items: examples.map((name) => linkTo(`examples/${name}/README`)) },
      {
        text: 'Decisions',
        items: markdownIn('docs/decisions').map((name) => linkTo(`docs/decisions/${name}`)),
      },
    ].filter(({ items }) => items.length > 0),
  },
  // Pages link to files, too: those are served as they are.
  buildEnd: ({ outDir }) => {
    for (const name of [
      'examples',
      'schemas',
      'questions',
      'judge-prompts',
      'suites',
      'findings',
      'LICENSE',
      'docs/report.png',
    ]) {
      cpSync(join(repository, name), join(outDir, name), {
        recursive: true,
        filter: (source) => !source.endsWith('.md'),
      });
    }
  },
});

function markdownIn(folder) {
  return readdirSync(join(repository, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => basename(name, '.md'))
    .sort();
}

/** By the page's first heading. */
function linkTo(path) {
  const text = readFileSync(join(repository, `${path}.md`), 'utf8');
  const [, title = path] = /^# (.+)$/m.exec(text) ?? [];
  return { text: title.replaceAll('`', ''), link: `/${path}` };
}
