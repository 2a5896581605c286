/** Who may import whom (docs/architecture.md). Each rule says why, since its comment is what a person reads when it stops them. */
const to = (...paths) => ({ path: paths.map((path) => `^${path}`) })
/** Where nouns decide: most in one file, and those whose rules fill several in files of their own. */
const deciding = [
  '[^/]+/(decide|rules)',
  'tickets/(opening|working|ending|talking|merge|split|tasks|family|kin-deciding)',
  'contacts/place',
  'webhooks/tend',
]
const whereNounsDecide = `^domain/(${deciding.join('|')})\\.ts$`

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one idea in two places.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-is-pure',
      comment: 'The business knows neither AWS nor the shell around it, so that it can be tested and read by itself.',
      severity: 'error',
      from: to('domain/'),
      to: to('functions/', 'adapters/', 'infra/', 'local/', 'bench/', 'web/', 'node_modules/@aws', 'node_modules/@smithy'),
    },
    {
      name: 'kernel-knows-no-noun',
      comment: 'The kernel is what every noun stands on; one that knew a noun would tie them all to it.',
      severity: 'error',
      from: to('domain/kernel/'),
      to: { path: '^domain/', pathNot: '^domain/kernel/' },
    },
    {
      name: 'nouns-meet-by-published-types',
      comment: 'A noun may know the events, schemas and ids of another, never how it decides.',
      severity: 'error',
      from: { path: '^domain/([^/]+)/', pathNot: '^domain/kernel/' },
      to: { path: whereNounsDecide, pathNot: '^domain/$1/' },
    },
    {
      name: 'adapters-implement-ports',
      comment: 'An adapter implements what the domain asks for; it knows nothing of routes, handlers or stacks.',
      severity: 'error',
      from: to('adapters/'),
      to: to('functions/', 'infra/', 'local/', 'bench/'),
    },
    {
      name: 'adapters-decide-nothing',
      comment: 'A decision inside an adapter would be a rule that no test of the rules sees.',
      severity: 'error',
      from: to('adapters/'),
      to: { path: whereNounsDecide },
    },
    {
      name: 'only-entries-wire',
      comment: 'Routes and job logic receive their ports; only the entry of a function knows which adapter stands behind one.',
      severity: 'error',
      from: {
        path: [
          '^functions/runtime/',
          '^functions/.+\\.routes\\.ts$',
          '^functions/queue/[^/]+/',
          '^functions/queue/refresh-',
          '^functions/stream/relay-batch',
        ],
      },
      to: to('adapters/'),
    },
    {
      name: 'functions-stand-alone',
      comment: 'What runs in Lambda knows neither the stacks that deploy it nor the laptop that imitates them.',
      severity: 'error',
      from: to('functions/', 'adapters/', 'domain/'),
      to: to('infra/', 'local/', 'test/', 'bench/', 'node_modules/aws-cdk-lib', 'node_modules/constructs'),
    },
    {
      name: 'infra-reads-records-and-names',
      comment:
        'The stacks read route records and their description, environment and index names; they never reach into decisions or stores.',
      severity: 'error',
      from: to('infra/'),
      to: {
        path: [
          '^local/',
          '^adapters/(?!dynamo/table/indexes)',
          '^functions/runtime/(?!route|environment|openapi)',
          '^functions/http/(?!all-routes|.+\\.routes\\.ts$)',
          whereNounsDecide,
        ],
      },
    },
    {
      name: 'local-reads-the-assembly',
      comment: 'The local deployment runs what was synthesized. If it knew the code, it could differ from what is deployed.',
      severity: 'error',
      from: to('local/'),
      to: to('domain/', 'functions/', 'adapters/', 'infra/', 'test/'),
    },
    {
      name: 'nothing-ships-tests',
      comment: 'Code that runs must not need the tests.',
      severity: 'error',
      from: { pathNot: ['^test/', '^bench/', '^vitest'] },
      to: to('test/'),
    },
    {
      name: 'no-dev-dependency-in-functions',
      comment: 'What runs in Lambda is a dependency, not a tool.',
      severity: 'error',
      from: to('functions/', 'adapters/', 'domain/'),
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
}
