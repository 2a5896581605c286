import { madeOnce } from '../kernel/made-once.ts'
import { type Role, roles } from './roles.ts'

/** "Whoever sees to what others have to do, and may say whose a customer is": the roles of those who are told of what is nobody's. */
export const assigningRoles = madeOnce((): readonly string[] =>
  Object.entries<Role>(roles).flatMap(([name, { permissions: given }]) =>
    given.includes('customers:write') && given.includes('reminders:manage') ? [name] : [],
  ),
)
