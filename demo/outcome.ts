import * as z from 'zod'
import type { Answer } from './api.ts'

/** Why a row, or one member of it, was not taken. */
export type Refusal = { readonly row: number; readonly member: string; readonly code: string; readonly message: string }
export type Outcome =
  | { readonly kind: 'created' | 'there'; readonly id?: string }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }

const Made = z.looseObject({ id: z.string(), changedAt: z.string().optional(), writtenAt: z.string().optional() })

/** What somebody gets who asks for the same again when its first answer is no longer kept. */
const thereAlready = new Set(['affiliation.exists', 'relation.exists'])

const Problem = z.looseObject({
  code: z.string(),
  title: z.string(),
  field: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
})

/** What a refused answer says, one entry a member. */
const refusalsIn = ({ status, body }: Answer, row: number): readonly Refusal[] => {
  const problem = Problem.safeParse(body).data
  if (!problem) return [{ row, member: '', code: `http.${status}`, message: JSON.stringify(body) }]
  const { code, title, field, errors } = problem
  if (errors && errors.length > 0) return errors.map(({ pointer, ...told }) => ({ row, member: pointer, ...told }))
  return [{ row, member: field === undefined ? '' : `/${field}`, code, message: title }]
}

/**
 * What an answer to a creating request means. The first answer is given again when it is repeated, so what was made before
 * `startedAt` was there already.
 */
export const outcomeOf = (answer: Answer, row: number, startedAt: string): Outcome => {
  if (answer.status < 300) {
    const { id, changedAt, writtenAt } = Made.parse(answer.body)
    return { kind: (changedAt ?? writtenAt ?? '') >= startedAt ? 'created' : 'there', id }
  }
  const refusals = refusalsIn(answer, row)
  return refusals.every(({ code }) => thereAlready.has(code)) ? { kind: 'there' } : { kind: 'refused', refusals }
}
