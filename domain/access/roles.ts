import type { FieldClass } from '../kernel/care/field-class.ts'

/** Everything that can be allowed. A permission not listed for a role is denied. */
export const permissions = [
  'customers:read',
  'customers:write',
  'customers:archive',
  'customers:reveal',
  'customers:rekey',
  'contacts:read',
  'contacts:write',
  'contacts:reveal',
  'contacts:rekey',
  'relations:read',
  'relations:write',
  'notes:read',
  'notes:write',
  'timeline:read',
  'lists:read',
  'lists:write',
  'reminders:read',
  'reminders:write',
  'reminders:manage',
  'reviews:read',
  'reviews:write',
  'visits:read',
  'visits:write',
  'surveys:read',
  'surveys:write',
  'surveys:manage',
  'tickets:read',
  'tickets:note',
  'tickets:help',
  'tickets:write',
  'tickets:manage',
  'tickets:reveal',
  'desk:manage',
  'inbound:read',
  'inbound:write',
  'me:read',
  'me:manage',
  'messages:read',
  'messages:send',
  'messages:settle',
  'templates:read',
  'templates:write',
  'suppressions:read',
  'suppressions:write',
  'webhooks:read',
  'webhooks:write',
] as const
export type Permission = (typeof permissions)[number]
export const isPermission = (value: string): value is Permission => permissions.some((known) => known === value)

/** What a role may do, which classes it reads in the clear, and which it may have revealed by naming a purpose. */
export type Role = {
  readonly permissions: readonly Permission[]
  readonly sees: readonly FieldClass[]
  readonly reveals: readonly FieldClass[]
}

const reading = ['customers:read', 'contacts:read', 'relations:read', 'notes:read', 'lists:read'] as const
/** How somebody wants to be spoken to, what they were told, and what is mailed to them: theirs alone, whatever their role. */
const self = ['me:read', 'me:manage'] as const
/** Everybody keeps reminders of their own. */
const own = ['reminders:read', 'reminders:write', ...self] as const
const writing = ['customers:write', 'contacts:write', 'relations:write', 'notes:write'] as const
/** Reviews of what we know of a customer, and return visits. */
const caring = ['reviews:read', 'reviews:write', 'visits:read', 'visits:write'] as const
/** What customers say when they are asked, and asking them. */
const asking = ['surveys:read', 'surveys:write'] as const
/** Writing to customers by the firm's templates, and seeing what became of it. */
const sending = ['messages:read', 'messages:send', 'templates:read', 'suppressions:read'] as const
/** What nobody knows whether it went out, what goes out at all, and to whom nothing more does. */
const overseeing = ['messages:settle', 'templates:write', 'suppressions:write'] as const
/** The service desk: whoever can be asked to do something for a ticket says when it is done, and those who help often leave notes as well. */
const asked = ['tickets:read', 'tickets:help'] as const
const helping = [...asked, 'tickets:note'] as const
const serving = ['tickets:note', 'tickets:write'] as const
const revealing = ['customers:reveal', 'contacts:reveal', 'tickets:reveal'] as const

/** What whoever leads others may do, in sales and in service alike. */
const managing = [
  ...own,
  ...reading,
  ...writing,
  ...revealing,
  ...caring,
  ...asking,
  ...sending,
  ...overseeing,
  ...asked,
  'reminders:manage',
  'customers:archive',
  'timeline:read',
] as const

const open = ['public', 'internal'] as const
const contactData = [...open, 'personal'] as const
const contactAndMoney = [...contactData, 'financial'] as const

/** The roles that ship. "Deny by default": whoever has none of them may do nothing. */
export const roles = {
  sales: {
    permissions: [...own, ...reading, ...writing, ...revealing, ...caring, ...asking, ...sending, ...asked, 'timeline:read'],
    sees: contactData,
    reveals: contactAndMoney,
  },
  sales_manager: {
    permissions: managing,
    sees: contactAndMoney,
    reveals: contactAndMoney,
  },
  /** "The front desk sees contact data and order history, and no financial field." */
  agent: {
    permissions: [
      ...own,
      ...reading,
      'contacts:write',
      'notes:write',
      'contacts:reveal',
      'tickets:reveal',
      'reviews:read',
      'visits:read',
      'visits:write',
      ...asking,
      ...sending,
      ...asked,
      ...serving,
      'timeline:read',
    ],
    sees: contactData,
    reveals: contactData,
  },
  service_manager: {
    permissions: [...managing, ...serving, 'surveys:manage', 'tickets:manage', 'desk:manage'],
    sees: contactData,
    reveals: contactData,
  },
  operations: { permissions: [...own, ...reading, ...helping, 'notes:write', 'surveys:read'], sees: contactData, reveals: open },
  /** Those who clear goods through customs. */
  customs: { permissions: [...own, ...reading, ...helping, 'notes:write'], sees: contactData, reveals: open },
  finance: {
    permissions: [...own, ...reading, ...helping, 'customers:write', 'customers:reveal', 'tickets:reveal', 'notes:write', 'timeline:read'],
    sees: [...open, 'financial'],
    reveals: contactAndMoney,
  },
  /** "Compliance reads the audit trail and changes nothing", and answers when it is asked. */
  compliance: {
    permissions: [
      ...self,
      ...reading,
      'reviews:read',
      'visits:read',
      'surveys:read',
      ...asked,
      'messages:read',
      'templates:read',
      'suppressions:read',
      'timeline:read',
    ],
    sees: open,
    reveals: open,
  },
  admin: { permissions, sees: contactAndMoney, reveals: [...contactAndMoney, 'secret'] },
  /** A machine: its permissions are the scopes of its token, nothing more. */
  integration: { permissions: [], sees: contactData, reveals: open },
} as const satisfies Record<string, Role>
export type RoleName = keyof typeof roles
export const isRoleName = (value: string): value is RoleName => Object.hasOwn(roles, value)
