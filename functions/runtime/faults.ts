import * as z from 'zod'
import en from 'zod/v4/locales/en.js'
import zhCN from 'zod/v4/locales/zh-CN.js'
import type { Language } from '../../domain/kernel/language.ts'
import { faults } from './fault-messages.ts'
import type { Words } from './messages.ts'

/** One member that is wrong: where (JSON pointer, RFC 6901), which rule (stable code), and words for a person. */
export const Fault = z.strictObject({ pointer: z.string(), code: z.string(), message: z.string() })
export type Fault = z.infer<typeof Fault>

const locales = { en: en().localeError, 'zh-CN': zhCN().localeError } as const

const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const worded = (code: string, language: Language, otherwise: string): string => faults[code]?.[language] ?? otherwise

/** What is there instead is not said: the issue no longer holds it. */
const expected = (type: string): Words => ({ en: `There must be something of type ${type} here`, 'zh-CN': `此处须为 ${type} 类型` })

const said = (issue: z.core.$ZodIssue, language: Language): string => {
  if (issue.code === 'invalid_type') return expected(issue.expected)[language]
  const words = locales[language]({ ...issue, input: undefined })
  return typeof words === 'string' ? words : (words?.message ?? issue.message)
}

const ruleOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code !== 'custom') return issue.code
  const code: unknown = issue.params?.['code']
  return typeof code === 'string' ? code : 'custom'
}

const faultsIn = (issue: z.core.$ZodIssue, language: Language): readonly Fault[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, mostFaults).map((key) => ({
      pointer: pointerTo([...issue.path, key]),
      code: 'unknown_member',
      message: worded('unknown_member', language, 'unknown'),
    }))
  const code = ruleOf(issue)
  return [{ pointer: pointerTo(issue.path), code, message: worded(code, language, said(issue, language)) }]
}

/** Nobody reads more, and what goes out must stay far below the 6 MB that a function may answer with. */
const mostFaults = 100

/** The first faults of a schema's issues, in the reader's language. A member that nobody knows is named, never its value. */
export const faultsOf = (issues: readonly z.core.$ZodIssue[], language: Language): readonly Fault[] =>
  issues
    .slice(0, mostFaults)
    .flatMap((issue) => faultsIn(issue, language))
    .slice(0, mostFaults)

/** The faults of domain rules, which name themselves. */
export const ruleFaults = (found: readonly { readonly code: string; readonly pointer: string }[], language: Language): readonly Fault[] =>
  found.map(({ code, pointer }) => ({ pointer, code, message: worded(code, language, code) }))
