import * as z from 'zod'
import { plain, type Synthesis, textOf } from './synthesis.ts'

const oneOrMore = z.union([z.array(z.unknown()), z.unknown().transform((single) => [single])])
const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.union([z.array(z.string()), z.string().transform((action) => [action])]),
  Resource: oneOrMore,
  Principal: z.unknown().optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
})
const Document = z.object({ Statement: z.array(Statement) })
export type Granted = z.output<typeof Statement> & { readonly holder: string; readonly resources: readonly string[] }

const documentOf: Readonly<Record<string, string>> = {
  'AWS::IAM::Policy': 'PolicyDocument',
  'AWS::IAM::Role': 'AssumeRolePolicyDocument',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
}

const statementsIn = (synthesis: Synthesis, types: readonly string[]): readonly Granted[] =>
  synthesis
    .find((type) => types.includes(type))
    .flatMap(({ id, type, properties }) =>
      Document.parse(properties[documentOf[type] ?? '']).Statement.map((statement) => ({
        ...statement,
        holder: plain(id),
        resources: statement.Resource.map((resource) => textOf(synthesis, resource)),
      })),
    )

/** What functions may do. */
export const identityStatements = (synthesis: Synthesis) => statementsIn(synthesis, ['AWS::IAM::Policy'])
/** What keys, queues and topics admit; there `*` is the thing itself. */
export const resourceStatements = (synthesis: Synthesis) =>
  statementsIn(synthesis, ['AWS::KMS::Key', 'AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy'])

const list = (value: unknown): string => [value].flat().join(', ')
const conditions = (synthesis: Synthesis, { Condition }: Granted): readonly string[] =>
  Object.entries(Condition).flatMap(([operator, tests]) =>
    Object.entries(tests).map(([key, value]) => {
      const values = [value].flat().map((each) => textOf(synthesis, each))
      return `    when ${operator} ${key}: ${list(values)}`
    }),
  )

/** Statements as a reviewer reads them, by holder. */
export const written = (synthesis: Synthesis, statements: readonly Granted[]): string => {
  const holders = [...new Set(statements.map(({ holder }) => holder))].sort()
  return holders
    .map((holder) => {
      const own = statements.filter((statement) => statement.holder === holder)
      const lines = own.map((statement) =>
        [
          `  ${statement.Effect.toLowerCase()} ${[...statement.Action].sort().join(', ')}`,
          ...(statement.Principal ? [`    to ${JSON.stringify(statement.Principal)}`] : []),
          ...[...statement.resources].sort().map((resource) => `    on ${resource}`),
          ...conditions(synthesis, statement),
        ].join('\n'),
      )
      return [holder, ...lines.sort()].join('\n')
    })
    .join('\n\n')
    .concat('\n')
}
