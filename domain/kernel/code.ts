import * as z from 'zod'

/** The code of a value in a coded list, of a site or of a department: what records hold, whatever it is called. */
export const Code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/)
  .meta({ class: 'public' })
