import { describe, expect, it } from 'vitest'
import { type Permission, permissions, type Role, roles } from '../../../domain/access/roles.ts'

const all: Readonly<Record<string, Role>> = roles
const nouns = [...new Set(permissions.map((permission) => permission.split(':')[0] ?? ''))]
const may = (noun: string, { permissions: held }: Role) =>
  held.filter((permission) => permission.startsWith(`${noun}:`)).map((permission) => permission.split(':')[1])

/** What every role may do with every noun, and which classes it reads and may have revealed beyond public and internal. */
const table = () =>
  Object.entries(all).map(([name, role]) => {
    const rights = nouns.flatMap((noun) => (may(noun, role).length > 0 ? [`${noun} ${may(noun, role).join('+')}`] : []))
    const classes = (list: readonly string[]) => list.filter((one) => one !== 'public' && one !== 'internal').join('+') || 'nothing'
    return `${name}: ${rights.join(', ') || 'nothing'}; sees ${classes(role.sees)}; reveals ${classes(role.reveals)}`
  })

describe('the roles that ship', () => {
  it('may do, see and have revealed this and no more', () => {
    expect(table()).toMatchInlineSnapshot(`
      [
        "sales: customers read+write+reveal, contacts read+write+reveal, relations read+write, notes read+write, timeline read, lists read, reminders read+write, reviews read+write, visits read+write, surveys read+write, tickets reveal+read+help, me read+manage, messages read+send, templates read, suppressions read; sees personal; reveals personal+financial",
        "sales_manager: customers read+write+reveal+archive, contacts read+write+reveal, relations read+write, notes read+write, timeline read, lists read, reminders read+write+manage, reviews read+write, visits read+write, surveys read+write, tickets reveal+read+help, me read+manage, messages read+send+settle, templates read+write, suppressions read+write; sees personal+financial; reveals personal+financial",
        "agent: customers read, contacts read+write+reveal, relations read, notes read+write, timeline read, lists read, reminders read+write, reviews read, visits read+write, surveys read+write, tickets reveal+read+help+note+write, me read+manage, messages read+send, templates read, suppressions read; sees personal; reveals personal",
        "service_manager: customers read+write+reveal+archive, contacts read+write+reveal, relations read+write, notes read+write, timeline read, lists read, reminders read+write+manage, reviews read+write, visits read+write, surveys read+write+manage, tickets reveal+read+help+note+write+manage, desk manage, me read+manage, messages read+send+settle, templates read+write, suppressions read+write; sees personal; reveals personal",
        "operations: customers read, contacts read, relations read, notes read+write, lists read, reminders read+write, surveys read, tickets read+help+note, me read+manage; sees personal; reveals nothing",
        "customs: customers read, contacts read, relations read, notes read+write, lists read, reminders read+write, tickets read+help+note, me read+manage; sees personal; reveals nothing",
        "finance: customers read+write+reveal, contacts read, relations read, notes read+write, timeline read, lists read, reminders read+write, tickets read+help+note+reveal, me read+manage; sees financial; reveals personal+financial",
        "compliance: customers read, contacts read, relations read, notes read, timeline read, lists read, reviews read, visits read, surveys read, tickets read+help, me read+manage, messages read, templates read, suppressions read; sees nothing; reveals nothing",
        "admin: customers read+write+archive+reveal+rekey, contacts read+write+reveal+rekey, relations read+write, notes read+write, timeline read, lists read+write, reminders read+write+manage, reviews read+write, visits read+write, surveys read+write+manage, tickets read+note+help+write+manage+reveal, desk manage, inbound read+write, me read+manage, messages read+send+settle, templates read+write, suppressions read+write, webhooks read+write; sees personal+financial; reveals personal+financial+secret",
        "integration: nothing; sees personal; reveals nothing",
      ]
    `)
  })

  it('an agent sees contact data and no financial field, not even when revealed', () => {
    expect(roles.agent.sees).toContain('personal')
    expect([...roles.agent.sees, ...roles.agent.reveals]).not.toContain('financial')
  })

  it('compliance reads the audit trail and changes nothing but settings of its own, and answers when it is asked', () => {
    expect(roles.compliance.permissions).toContain('timeline:read')
    expect(roles.compliance.permissions.filter((permission: Permission) => !permission.endsWith(':read'))).toEqual([
      'me:manage',
      'tickets:help',
    ])
  })

  it('nobody but an administrator has secrets revealed, and nobody just sees them', () => {
    const [see, reveal] = (['sees', 'reveals'] as const).map((how) =>
      Object.keys(all).filter((name) => all[name]?.[how].includes('secret')),
    )
    expect(see).toEqual([])
    expect(reveal).toEqual(['admin'])
  })

  it('whoever writes a noun may read it', () => {
    // The desk itself is no noun: what is managed there is read with the tickets.
    for (const [name, { permissions: held }] of Object.entries(all))
      for (const permission of held.filter((one) => one !== 'desk:manage')) {
        const read = `${permission.split(':')[0]}:read`
        expect(held, `${name} holds ${permission}`).toContain(read)
      }
  })
})
