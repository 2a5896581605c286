import { expect, it } from 'vitest'
import { SealedUnreadable, VaultUnavailable } from '../../../../domain/kernel/care/vault.ts'
import type { Ticket } from '../../../../domain/tickets/ticket.ts'
import { type AddresseePorts, addresseeOf } from '../../../../functions/queue/messages/addressee.ts'
import { given, opened, ticketId } from '../../../domain/tickets/stories.ts'

const failing = (error: Error): AddresseePorts => {
  const load = () => Promise.reject(error)
  return { contacts: { load }, customers: { load }, staff: { load }, tickets: { load }, codeFor: async () => '' }
}
const kinds = ['contact', 'customer', 'user', 'ticket'] as const

it.each(kinds)('a %s whose key is destroyed is nobody any more', async (kind) => {
  expect(await addresseeOf(failing(new SealedUnreadable('the key is destroyed')), { kind, id: 'one' })).toBeUndefined()
})

it.each(kinds)('a %s who cannot be looked up now is not taken for gone', async (kind) => {
  const broken = failing(new VaultUnavailable('the key service does not answer'))
  await expect(addresseeOf(broken, { kind, id: 'one' })).rejects.toThrow(VaultUnavailable)
})

const asking = (facts: object): AddresseePorts => {
  const nobody = { load: async () => ({ state: undefined, version: 0 }) }
  const state = { ...given(...opened()).state, ...facts } as Ticket
  return {
    contacts: nobody,
    customers: nobody,
    staff: nobody,
    tickets: { load: async () => ({ state, version: 1 }) },
    codeFor: async () => '',
  }
}
const answeredAt = async (facts: object) => (await addresseeOf(asking(facts), { kind: 'ticket', id: ticketId }))?.addresses

it('who left nothing but a telephone in a form is answered by text message, who called is not, who has a mailbox there', async () => {
  const requester = { address: '+8613800138001' }
  expect(await answeredAt({ channel: 'web', requester })).toMatchObject([{ channel: 'sms', value: '+8613800138001' }])
  expect(await answeredAt({ channel: 'phone', requester })).toBeUndefined()
  expect(await answeredAt({ channel: 'web', requester: { address: 'Li.Na@shunda.example' } })).toMatchObject([{ channel: 'email' }])
})
