import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdersIn } from '../../../adapters/identity/holders.ts'
import { rightsIn } from '../../../adapters/identity/rights-of.ts'
import { type People, startPeople } from '../../../local/gateway/people.ts'

let folder: string
let people: People
const clientOf = (endpoint: string) =>
  new CognitoIdentityProviderClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    endpoint,
    maxAttempts: 1,
  })
const rightsOf = (user: string) => rightsIn(() => clientOf(people.url), 'eu-west-1_pool')(user)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lading-people-'))
  people = await startPeople(folder)
})
afterAll(async () => {
  await people.stop()
  await rm(folder, { recursive: true })
})

describe('the rights of somebody who is not signed in', () => {
  it('are those of their groups, as a token would have them', async () => {
    people.admit('usr_li', ['sales', 'scope:team:sales_south'])
    const actor = await rightsOf('usr_li')
    expect(actor).toMatchObject({ id: 'usr_li', roles: ['sales'], reach: { kind: 'team', team: 'sales_south' } })
    expect(actor?.permissions).toContain('customers:read')
  })

  it('change with their groups at once', async () => {
    people.admit('usr_wang', ['sales'])
    people.admit('usr_wang', [])
    expect((await rightsOf('usr_wang'))?.permissions).toEqual([])
  })

  it('are none for whoever was shut out, or is not there', async () => {
    people.admit('usr_zhao', ['admin', 'scope:all'])
    people.enable('usr_zhao', false)
    expect(await rightsOf('usr_zhao')).toBeUndefined()
    people.enable('usr_zhao', true)
    expect((await rightsOf('usr_zhao'))?.roles).toEqual(['admin'])
    expect(await rightsOf('usr_nobody')).toBeUndefined()
    expect(people.enable('usr_nobody', true)).toBe(false)
  })

  it('can be looked for: everybody who holds one of some roles, once, and nobody who was shut out', async () => {
    people.admit('usr_chief', ['sales_manager', 'admin'])
    people.admit('usr_gone', ['sales_manager'])
    people.enable('usr_gone', false)
    const holders = holdersIn(() => clientOf(people.url), 'eu-west-1_pool')
    expect((await holders(['sales_manager', 'admin'])).filter((user) => ['usr_chief', 'usr_gone'].includes(user))).toEqual(['usr_chief'])
    expect(await holders(['customs'])).toEqual([])
  })

  it('are never guessed while nobody answers', async () => {
    await expect(rightsIn(() => clientOf('http://127.0.0.1:1'), 'eu-west-1_pool')('usr_li')).rejects.toThrow()
  })

  it('outlive a restart of the local directory', async () => {
    people.admit('usr_mei', ['agent'])
    await people.stop()
    people = await startPeople(folder)
    expect((await rightsOf('usr_mei'))?.roles).toEqual(['agent'])
  })
})
