import * as z from 'zod'
import type { Assembly } from '../assembly/assembly.ts'
import { declared, kind } from '../assembly/kind.ts'

export const ruleSetKind = kind('AWS::SES::ReceiptRuleSet', {}, ['RuleSetName'])
export const receiptRuleKind = kind(
  'AWS::SES::ReceiptRule',
  {
    Rule: z.object({
      Enabled: z.boolean().default(true),
      Recipients: z.array(z.string().toLowerCase()).default([]),
      Actions: z
        .array(
          z.object({
            S3Action: z.object({ BucketName: z.string(), ObjectKeyPrefix: z.string().default('') }).optional(),
          }),
        )
        .default([]),
    }),
  },
  ['RuleSetName', 'After', 'Rule.Name', 'Rule.ScanEnabled', 'Rule.TlsPolicy'],
)

/** Where a mail is put, and for whom it has to be. */
export type ReceiptRule = {
  readonly recipients: readonly string[]
  readonly bucket: string
  readonly prefix: string
}

/** The receipt rules of the templates that put mails into a bucket. */
export const receiptRules = (assembly: Assembly): readonly ReceiptRule[] =>
  declared(assembly, receiptRuleKind).flatMap(({ given: { Rule } }) =>
    Rule.Enabled
      ? Rule.Actions.flatMap(({ S3Action: action }) =>
          action ? [{ recipients: Rule.Recipients, bucket: action.BucketName, prefix: action.ObjectKeyPrefix }] : [],
        )
      : [],
  )

/** `desk@x.example` is one address, `x.example` all of a domain, `.x.example` all of the domains below it; none at all means every one. */
const isFor = (condition: string, address: string): boolean => {
  const domain = address.split('@').at(-1) ?? ''
  if (condition.includes('@')) return condition === address
  return condition.startsWith('.') ? domain.endsWith(condition) : condition === domain
}

/** Those of the addresses that a rule is for. */
export const recipientsUnder = ({ recipients }: ReceiptRule, addresses: readonly string[]): readonly string[] =>
  addresses.filter((address) => recipients.length === 0 || recipients.some((condition) => isFor(condition, address.toLowerCase())))
