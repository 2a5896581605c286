import { expect, it } from 'vitest'
import type { FindClosed } from '../../../../domain/kernel/care/closed.ts'
import { SealedUnreadable, VaultUnavailable } from '../../../../domain/kernel/care/vault.ts'
import { requesterAddress } from '../../../../domain/tickets/requester-address.ts'
import type { Ticket } from '../../../../domain/tickets/ticket.ts'
import { type AddresseePorts, addresseeOf, openAddress } from '../../../../functions/queue/messages/addressee.ts'
import { given, opened, ticketId } from '../../../domain/tickets/stories.ts'
import { closedIn } from '../../../support/closed.ts'

const why = { purpose: 'send_transactional' } as const
const failing = (error: Error): AddresseePorts => {
  const found = () => Promise.reject(error)
  return { contacts: found, customers: found, staff: found, tickets: found, codeFor: async () => '' }
}
const kinds = ['contact', 'customer', 'user', 'ticket'] as const

it.each(kinds)('a %s whose key is destroyed is nobody any more', async (kind) => {
  expect(await addresseeOf(failing(new SealedUnreadable('the key is destroyed')), { kind, id: 'one' }, why)).toBeUndefined()
})

it.each(kinds)('a %s who cannot be looked up now is not taken for gone', async (kind) => {
  const broken = failing(new VaultUnavailable('the key service does not answer'))
  await expect(addresseeOf(broken, { kind, id: 'one' }, why)).rejects.toThrow(VaultUnavailable)
})

const ticketWith = (facts: object): FindClosed<Ticket> =>
  closedIn({ load: async () => ({ state: { ...given(...opened()).state, ...facts } as Ticket }) }, requesterAddress)
const asking = (tickets: FindClosed<Ticket>): AddresseePorts => {
  const nobody = async () => undefined
  return { contacts: nobody, customers: nobody, staff: nobody, tickets, codeFor: async () => '' }
}
/** By which channel, and where, somebody who asked is answered; by name where that is wanted. */
const answered = async (tickets: FindClosed<Ticket>, isNamed = false) => {
  const found = await addresseeOf(asking(tickets), { kind: 'ticket', id: ticketId }, why)
  const [address] = found?.addresses ?? []
  return found && address && { channel: address.channel, ...(await openAddress(found, { address, isNamed })) }
}

it('who left nothing but a telephone in a form is answered by text message, who called is not, who has a mailbox there', async () => {
  const requester = { address: '+8613800138001' }
  expect(await answered(ticketWith({ channel: 'web', requester }))).toMatchObject({ channel: 'sms', to: '+8613800138001' })
  expect(await answered(ticketWith({ channel: 'phone', requester }))).toBeUndefined()
  const mailbox = { address: ' Li.Na@Shunda.example ' }
  expect(await answered(ticketWith({ channel: 'web', requester: mailbox }))).toMatchObject({ channel: 'email', to: 'Li.Na@shunda.example' })
})

it('the name of who asked is opened with their address where they are called by it, and left sealed elsewhere', async () => {
  const tickets = ticketWith({ channel: 'web', requester: { name: '李娜', address: 'li.na@shunda.example' } })
  const places: (readonly string[])[] = []
  const counted: FindClosed<Ticket> = async (id, because) => {
    const found = await tickets(id, because)
    const open = (pointers: readonly string[]) => {
      places.push(pointers)
      return found?.open(pointers) ?? Promise.resolve(new Map())
    }
    return found && { ...found, open }
  }
  expect(await answered(counted, true)).toMatchObject({ name: '李娜' })
  expect(await answered(counted, false)).toMatchObject({ name: '', to: 'li.na@shunda.example' })
  expect(places).toEqual([['/requester/address', '/requester/name'], ['/requester/address']])
})

it('an address whose key was destroyed since it was looked up is nowhere to write to', async () => {
  const tickets = ticketWith({ channel: 'web', requester: { address: 'li.na@shunda.example' } })
  const found = await addresseeOf(asking(tickets), { kind: 'ticket', id: ticketId }, why)
  const record = { open: () => Promise.reject(new SealedUnreadable('the key is destroyed')) }
  const address = { channel: 'email', index: 'email-1', optOut: false, at: { record, pointer: '/requester/address' } } as const
  expect(found && (await openAddress(found, { address, isNamed: false }))).toBeUndefined()
})
