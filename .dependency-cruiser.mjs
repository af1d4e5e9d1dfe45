/** Import directions between the rooms; docs of each rule in its comment. */
const rooms = ['commands', 'infra', 'instance', 'lambdas', 'local', 'test']

const mayImport = (from, ...allowed) => ({
  name: `${from}-imports`,
  comment: `${from} may import ${allowed.join(', ') || 'no other room'}.`,
  severity: 'error',
  from: { path: `^${from}/` },
  to: { path: `^(${rooms.filter((room) => room !== from && !allowed.includes(room)).join('|')})/` },
})

export default {
  forbidden: [
    mayImport('local'),
    mayImport('instance'),
    mayImport('lambdas', 'instance'),
    mayImport('infra', 'lambdas', 'instance'),
    mayImport('commands', 'local', 'infra'),
    {
      name: 'no-cycles',
      comment: 'Modules that need each other at run time are one module or want a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'local-knows-no-aws-client',
      comment: 'The local cloud takes types and schemas from the SDK clients, never a client to call AWS with.',
      severity: 'error',
      from: { path: '^local/', pathNot: '^local/services/([^/]+/service|states/integrations/[^/]+).ts$' },
      to: { path: '@aws-sdk/client-', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: 'node_modules/(?!@aws-sdk/client-)' },
  },
}
