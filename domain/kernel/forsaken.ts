import * as z from 'zod'
import { Code } from './code.ts'
import { UserId } from './ids.ts'

/** Where something stands that nobody is to see to: by this whoever may say whose it is gets to be found and told. */
export const Forsaken = z.strictObject({ owner: UserId.optional(), team: Code.optional(), region: Code.optional() })
export type Forsaken = z.infer<typeof Forsaken>

/** The place of a record, and nothing else that is known of it. */
export const forsakenAt = ({ owner, team, region }: Forsaken): Forsaken => ({
  ...(owner !== undefined && { owner }),
  ...(team !== undefined && { team }),
  ...(region !== undefined && { region }),
})
