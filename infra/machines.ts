import * as z from 'zod'
import { permissions } from '../domain/access/roles.ts'

/** A machine and what it may do, all of it within every reach: `Tms:customers:read+inbound:write`. */
const Machine = z
  .string()
  .transform((said) => {
    const [, name = said, scopes = ''] = /^([^:]*):(.*)$/.exec(said) ?? []
    return { name, scopes: scopes.split('+').filter((scope) => scope !== '') }
  })
  .pipe(
    z.strictObject({
      name: z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/, 'The name of a machine is letters and digits'),
      scopes: z.array(z.enum(permissions)).min(1, 'A machine is given with what it may do: `Name:customers:read+inbound:write`'),
    }),
  )

/** The machines that sign in by themselves, separated by commas; Cognito charges for each. Empty: none. */
export const Machines = z
  .string()
  .default('')
  .transform((machines) => machines.split(',').flatMap((machine) => machine.trim() || []))
  .pipe(z.array(Machine))
