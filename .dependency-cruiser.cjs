/** The architecture: imports go down the layers, never up, never between siblings, never in a circle. */

const layers = [
  ['bin'],
  ['commands'],
  ['cli'],
  ['api', 'view', 'merge', 'doctor'],
  ['generate', 'results', 'benchmarks'],
  ['client', 'judges'],
  ['store', 'providers', 'sandbox'],
  ['records', 'stats'],
];

const upward = layers.flatMap((folders, level) =>
  folders.map((folder) => ({
    name: `${folder}-imports-down`,
    comment: 'A folder imports folders of lower layers only.',
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: {
      path: `^src/(?:${layers
        .slice(0, level + 1)
        .flat()
        .filter((other) => other !== folder)
        .join('|')})/`,
    },
  })),
);

module.exports = {
  forbidden: [
    ...upward.filter(({ to }) => !to.path.includes('(?:)')),
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '^src/bin/',
          '^src/stats/',
          '^web/(?:(?:view|compare|scorecard)\\.)?vite.config',
          '\\.d\\.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'roots-import-nothing',
      comment: 'errors, plain-text and content-hash stand below every layer.',
      severity: 'error',
      from: { path: '^src/(?!index)[^/]+\\.ts$' },
      to: { path: '^src/[^/]+/' },
    },
    {
      name: 'stats-are-pure',
      comment: 'Statistics take numbers and give numbers.',
      severity: 'error',
      from: { path: '^src/stats/' },
      to: { pathNot: '^src/stats/' },
    },
    {
      name: 'judges-and-results-touch-nothing',
      comment:
        'The middle takes values and gives values: files are touched in results/read and where a page or a picture is written.',
      severity: 'error',
      from: {
        path: '^src/(?:doctor|judges|results|stats)/',
        pathNot: '^src/results/(?:read/|[^/]+/write\\.ts$)',
      },
      to: { dependencyTypes: ['core'], pathNot: '^(?:node:)?(?:util|crypto)$' },
    },
    {
      name: 'show-results-calls-no-service',
      severity: 'error',
      from: { path: '^src/(?:commands/show-results|results/)' },
      to: {
        path: '^src/(?:providers/(?:http|openai|anthropic|create-)|client/(?!cost/))|node_modules/(?:openai|@anthropic-ai|undici)/',
        reachable: true,
      },
    },
    {
      name: 'sdks-stay-in-providers',
      severity: 'error',
      from: { pathNot: '^src/providers/' },
      to: { path: 'node_modules/(?:openai|@anthropic-ai|undici)/' },
    },
    {
      name: 'flags-stay-in-cli',
      comment: 'Below cli/ there are settings, and no command line.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(?:cli|commands)/' },
      to: { path: 'node_modules/commander/' },
    },
    {
      name: 'the-page-knows-shapes-and-charts',
      comment:
        'What runs in a browser takes from src/ only what is pure: the shapes, the charts, how numbers and names look, and what figures are computed with, so that the page has those of the commands.',
      severity: 'error',
      from: { path: '^web/' },
      to: {
        path: '^src/',
        pathNot: [
          '^src/results/(?!read/|[^/]+/write)[^/]+/[^/]+\\.ts$',
          '^src/results/(?:compare-names|provenance|render/accuracy/comparison)\\.ts$',
          '^src/stats/[^/]+\\.ts$',
          '^src/short-name\\.ts$',
        ],
      },
    },
    {
      name: 'values-for-the-page-are-few',
      severity: 'error',
      from: { path: '^web/' },
      to: {
        path: '^src/',
        pathNot: [
          '^src/results/(?:report/flags|scorecard/value|charts/(?!figure|write)[^/]+|render/number-format)\\.ts$',
          '^src/results/(?:compare-names|provenance|accuracy/flips)\\.ts$',
          '^src/results/render/(?:findings-notes|accuracy/comparison)\\.ts$',
          '^src/results/leaderboard/(?:comparison|question-scores|score|families|ranks)\\.ts$',
          '^src/stats/paired\\.ts$',
          '^src/short-name\\.ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'commands-know-no-page',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^web/' },
    },
    {
      name: 'no-development-packages',
      comment:
        'The build puts the packages of the charts into the bundle; those of OpenTelemetry are optional peers, here for tests.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        pathNot: 'node_modules/(?:d3-|@types/d3-|@opentelemetry/)',
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown', 'undetermined'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
