import { expect, it } from 'vitest'
import { SealedUnreadable, VaultUnavailable } from '../../../../domain/kernel/care/vault.ts'
import { type AddresseePorts, addresseeOf } from '../../../../functions/queue/messages/addressee.ts'

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
