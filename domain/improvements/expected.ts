import * as z from 'zod'
import { dimensions } from '../questionnaires/questionnaire.ts'

const rise = (most: number) => z.number().positive().max(most)

/** By how much which score is to rise. A mean score by steps of its scale, the net promoter score by points. */
export const Expected = z.discriminatedUnion('measure', [
  z.strictObject({ measure: z.literal('csat'), by: rise(4) }),
  z.strictObject({ measure: z.literal('nps'), by: rise(200) }),
  z.strictObject({ measure: z.literal('effort'), by: rise(6) }),
  z.strictObject({ measure: z.literal('dimension'), dimension: z.enum(dimensions), by: rise(4) }),
])
export type Expected = z.infer<typeof Expected>
