import { expect, it } from 'vitest'
import { VaultUnavailable } from '../../../domain/kernel/care/vault.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { errorShown } from '../../../functions/runtime/error-shown.ts'

const quoting = 'li.na@shunda.example was not taken'

it('shows what we say ourselves, and where', () => {
  expect(errorShown(new Failure('tkt_1 could not be looked at: version.conflict'))).toEqual({
    name: 'Failure',
    message: 'tkt_1 could not be looked at: version.conflict',
    at: expect.arrayContaining([expect.stringContaining('error-shown.test')]),
  })
})

it('shows of others what their error is called, and nothing that it says', () => {
  const shown = errorShown(Object.assign(new Error(quoting), { code: 'ECONNREFUSED' }))
  expect(shown).toMatchObject({ name: 'Error ECONNREFUSED' })
  expect(JSON.stringify(shown)).not.toContain('li.na')
})

it('tells why the vault was not to be had: whether it was forbidden, or gave no answer', () => {
  const denied = Object.assign(new Error(quoting), { name: 'AccessDeniedException' })
  const [name, message] = ['VaultUnavailable', 'The key service or the key store does not answer.']
  const shown = errorShown(new VaultUnavailable(message, { cause: new Error(quoting, { cause: denied }) }))
  expect(shown).toMatchObject({ name, message, causes: ['Error', 'AccessDeniedException'] })
  expect(JSON.stringify(shown)).not.toContain('li.na')
})

it('comes to an end with errors that are causes of each other, and with what is no error', () => {
  const one = new Error('one')
  one.cause = new Error('other', { cause: one })
  expect(errorShown(one).causes).toHaveLength(5)
  expect(errorShown(new Error('one', { cause: quoting })).causes).toEqual(['string'])
  expect(errorShown(quoting)).toEqual({ name: 'string' })
})
