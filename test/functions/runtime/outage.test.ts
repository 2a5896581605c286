import { describe, expect, it } from 'vitest'
import { VaultUnavailable } from '../../../domain/kernel/care/vault.ts'
import { outageOf } from '../../../functions/runtime/outage.ts'

const named = (name: string) => Object.assign(new Error(), { name })
const coded = (code: string) => Object.assign(new Error(), { code })

describe('what an outage means to the caller', () => {
  it.each([
    ['the table takes no more', named('ThrottlingException'), 'service.busy'],
    ['nobody answers in time', named('TimeoutError'), 'service.unhealthy'],
    ['nobody is there', coded('ECONNREFUSED'), 'service.unhealthy'],
    ['the keys are out of reach', new VaultUnavailable('', { cause: coded('ECONNREFUSED') }), 'service.vault_unavailable'],
    ['others wrapped the cause', new Error('could not save', { cause: named('ThrottlingException') }), 'service.busy'],
    ['a bug', new TypeError('x is not a function'), 'service.failed'],
    ['what is no error', 'oh no', 'service.failed'],
  ])('%s', (_what, error, code) => {
    expect(outageOf(error)).toBe(code)
  })
})
