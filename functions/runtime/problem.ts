import * as z from 'zod'
import { Clash } from '../../domain/kernel/clash.ts'
import type { Language } from '../../domain/kernel/language.ts'
import { Fault, faultsOf, ruleFaults } from './faults.ts'
import type { HttpAnswer } from './http-answer.ts'
import { type RefusalCode, refusals } from './messages.ts'

/** RFC 9457 problem details, as every refusal is answered. Further members carry the facts of the refusal. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string(),
  traceId: z.string(),
  errors: z.array(Fault).optional(),
  conflicts: z.array(Clash).optional().describe('What a PATCH under If-Match would have overwritten, with both values'),
})
export type Problem = z.infer<typeof Problem>

/** A refusal as the domain or the runtime gives it: a code, and facts that depend on it. */
export type Refused = { readonly code: RefusalCode; readonly [fact: string]: unknown }

const Issues = z.object({ issues: z.array(z.custom<z.core.$ZodIssue>()) })
const Findings = z.object({ findings: z.array(z.object({ code: z.string(), pointer: z.string() })) })

const errorsOf = (refused: Refused, language: Language): readonly Fault[] | undefined => {
  const invalid = Issues.safeParse(refused)
  if (invalid.success) return faultsOf(invalid.data.issues, language)
  const broken = Findings.safeParse(refused)
  return broken.success ? ruleFaults(broken.data.findings, language) : undefined
}

const retryable: readonly RefusalCode[] = [
  'service.busy',
  'service.vault_unavailable',
  'service.timeout',
  'service.unhealthy',
  'version.contended',
  'idempotency.in_progress',
]

/** Who reads a refusal: in which language, and by which name they may ask about it. */
export type Reader = { readonly language: Language; readonly traceId: string }

/** The answer to a refusal: its status, its words in the reader's language, its facts. */
export const problem = (refused: Refused, { language, traceId }: Reader): HttpAnswer => {
  const { code, issues: _issues, findings: _findings, ...facts } = refused
  const { status, title } = refusals[code]
  const errors = errorsOf(refused, language)
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': language,
      ...(retryable.includes(code) && { 'retry-after': '1' }),
    },
    body: {
      ...facts,
      type: `urn:lading:problem:${code}`,
      title: title[language],
      status,
      detail: errors?.[0] ? `${errors[0].pointer || '/'}: ${errors[0].message}` : undefined,
      code,
      traceId,
      errors,
    },
  }
}
