import * as z from 'zod'

/** A place by a code such as UN/LOCODE, with all that lies within it: `DE` is any port in Germany. */
export const Place = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z0-9]{2,10}$/)
  .meta({ class: 'public', examples: ['CNSHA', 'DE'] })

/** From where to where; an end that is left out is any place. */
export const Lane = z.strictObject({ from: Place.optional(), to: Place.optional() })
export type Lane = z.infer<typeof Lane>

/** A lane in one word, such as `CNSHA-DEHAM`; an end that is left out is a star. */
export const laneWord = ({ from = '*', to = '*' }: Lane): string => `${from}-${to}`
