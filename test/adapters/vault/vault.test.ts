import { DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms'
import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Sealed } from '../../../domain/kernel/care/care.ts'
import { SealBroken, VaultUnavailable } from '../../../domain/kernel/care/vault.ts'
import { type Engines, keyStoreTableName, sealingKeyArn, startEngines } from './engines.ts'

let engines: Engines
beforeAll(async () => {
  engines = await startEngines()
})
afterAll(() => engines.stop())

const li: readonly Sealed[] = [
  { pointer: '/name', class: 'personal', value: '李晓明 planted-name' },
  { pointer: '/phones/0/number', class: 'personal', value: '+8613812345678' },
]
const state = (subject: string) => ({ subject, item: 'STATE' })
const storedItem = async (subject: string) =>
  (await engines.dynamo.send(new GetCommand({ TableName: keyStoreTableName, Key: { subject } }))).Item
const storedVersions = async (subject: string): Promise<{ version: string }[]> => (await storedItem(subject))?.['versions'] ?? []
/** The calls to the key service that `doing` made. */
const callsOf = async (doing: () => Promise<unknown>) => {
  const before = engines.kms.calls()
  await doing()
  return Object.entries(engines.kms.calls()).flatMap(([name, count]) => Array(count - (before[name] ?? 0)).fill(name))
}

describe('a sealed message', () => {
  it('opens again, in this process and in another', async () => {
    const message = await engines.vault().seal(state('cus_1'), li)
    expect(await engines.vault().open(state('cus_1'), message, { purpose: 'decide' })).toEqual({ ok: true, value: li })
  })

  it.each([
    ['item', { subject: 'cus_2', item: 'evt_1' }],
    ['subject', { subject: 'cus_3', item: 'STATE' }],
    ['subject whose key was never made', { subject: 'cus_none', item: 'STATE' }],
  ])('does not open for another %s', async (_, elsewhere) => {
    const vault = engines.vault()
    await vault.seal(state('cus_3'), li)
    const message = await vault.seal(state('cus_2'), li)
    await expect(vault.open(elsewhere, message, { purpose: 'decide' })).rejects.toThrow(SealBroken)
  })

  it('does not open once any byte of it was changed, or cut off', async () => {
    const vault = engines.vault()
    const message = await vault.seal(state('cus_4'), li)
    const opens = (changed: Uint8Array) =>
      vault.open(state('cus_4'), changed, { purpose: 'decide' }).then(
        ({ ok }) => ok,
        (error: unknown) => !(error instanceof SealBroken),
      )
    for (const at of message.keys())
      expect(await opens(Uint8Array.from(message, (byte, i) => (i === at ? byte ^ 1 : byte))), `byte ${at}`).toBe(false)
    for (const length of [0, 1, 40, message.length - 1]) expect(await opens(message.subarray(0, length)), `length ${length}`).toBe(false)
    expect(await opens(message)).toBe(true)
  })

  it('holds nothing that can be read, nor does the key store on disk', async () => {
    const vault = engines.vault()
    const message = await vault.seal(state('cus_5'), li)
    await engines.dynamo.send(new PutCommand({ TableName: keyStoreTableName, Item: { subject: 'kept-beside', message } }))
    const bytes = await engines.bytes()
    expect(bytes.includes('kept-beside')).toBe(true)
    for (const { value } of li) {
      expect(Buffer.from(message).includes(value)).toBe(false)
      expect(bytes.includes(value)).toBe(false)
    }
  })
})

describe('an opening', () => {
  it('is told with what it is for, each time, and gives nothing but the places that were asked for', async () => {
    const openings: unknown[] = []
    const vault = engines.vault(undefined, (opened) => openings.push(opened))
    const message = await vault.seal(state('cus_22'), li)
    const sending = { purpose: 'send_survey', cause: 'msg_1' } as const
    expect(await vault.open(state('cus_22'), message, { ...sending, only: ['/phones/0/number'] })).toEqual({ ok: true, value: li.slice(1) })
    expect(await vault.open(state('cus_22'), message, { purpose: 'show' })).toEqual({ ok: true, value: li })
    await vault.forget('cus_22')
    await vault.open(state('cus_22'), message, { purpose: 'show' })
    expect(openings).toEqual([
      { ...state('cus_22'), ...sending },
      { ...state('cus_22'), purpose: 'show', cause: undefined },
    ])
  })
})

describe('the key of a subject', () => {
  it('costs one call to make, one to open cold, and none while it is held', async () => {
    const [first, second] = [engines.vault(), engines.vault()]
    let message: Uint8Array = new Uint8Array()
    const seal = async () => {
      message = await first.seal(state('cus_6'), li)
    }
    expect(await callsOf(seal)).toEqual(['GenerateDataKey'])
    expect(await callsOf(() => Promise.all([seal(), first.open(state('cus_6'), message, { purpose: 'decide' })]))).toEqual([])
    expect(await callsOf(() => second.open(state('cus_6'), message, { purpose: 'decide' }))).toEqual(['Decrypt'])
  })

  it('is one, however many writers seal for the first time at once', async () => {
    const processes = Array.from({ length: 5 }, () => engines.vault())
    const messages = await Promise.all(Array.from({ length: 20 }, (_, i) => processes[i % 5]?.seal(state('cus_7'), li) ?? []))
    expect(await storedVersions('cus_7')).toHaveLength(1)
    for (const message of messages)
      expect(await engines.vault().open(state('cus_7'), Uint8Array.from(message), { purpose: 'decide' })).toEqual({ ok: true, value: li })
  })

  it('is made without looking for one when the subject is new', async () => {
    const [vault, asked] = [engines.vault(), vi.spyOn(engines.dynamo, 'send')]
    const seal = (subject: string, isNew: boolean) => vault.seal(state(subject), li, { isNew })
    await Promise.all([seal('cus_19', true), seal('cus_19', true)])
    await seal('cus_19', true)
    expect(asked.mock.calls.map(([command]) => command.constructor.name)).toEqual(['PutCommand'])
    await seal('cus_20', false)
    expect(asked.mock.calls.map(([command]) => command.constructor.name)).toEqual(['PutCommand', 'GetCommand', 'PutCommand'])
    asked.mockRestore()
  })

  it('is that of the first writer, also for those who took the subject for new', async () => {
    const processes = Array.from({ length: 5 }, () => engines.vault())
    const early = await engines.vault().seal(state('cus_21'), li)
    const messages = await Promise.all(processes.map((vault) => vault.seal(state('cus_21'), li, { isNew: true })))
    expect(await storedVersions('cus_21')).toHaveLength(1)
    for (const message of [early, ...messages])
      expect(await engines.vault().open(state('cus_21'), message, { purpose: 'decide' })).toEqual({ ok: true, value: li })
  })

  it('leaves its messages unreadable once destroyed, while those of others open', async () => {
    const vault = engines.vault()
    const [gone, kept] = await Promise.all([vault.seal(state('cus_8'), li), vault.seal(state('cus_9'), li)])
    await vault.forget('cus_8')
    for (const reader of [vault, engines.vault()]) {
      expect(await reader.open(state('cus_8'), gone, { purpose: 'decide' })).toEqual({ ok: false, error: { code: 'sealed.unreadable' } })
      expect(await reader.open(state('cus_9'), kept, { purpose: 'decide' })).toEqual({ ok: true, value: li })
    }
    expect(await storedItem('cus_8')).toBeUndefined()
  })

  it('does not come back when something is sealed for the subject again', async () => {
    const vault = engines.vault()
    const before = await vault.seal(state('cus_10'), li)
    await vault.forget('cus_10')
    const after = await vault.seal(state('cus_10'), li)
    expect(await vault.open(state('cus_10'), before, { purpose: 'decide' })).toEqual({ ok: false, error: { code: 'sealed.unreadable' } })
    expect(await vault.open(state('cus_10'), after, { purpose: 'decide' })).toEqual({ ok: true, value: li })
  })

  it('may be destroyed before it was ever made', async () => {
    await expect(engines.vault().forget('cus_never')).resolves.toBeUndefined()
  })

  it('is held by a process for no longer than its time, and of no more subjects than its size', async () => {
    const brief = engines.vault({ ttl: 0, size: 10 })
    const small = engines.vault({ ttl: 60_000, size: 1 })
    const message = await brief.seal(state('cus_11'), li)
    expect(await callsOf(() => brief.open(state('cus_11'), message, { purpose: 'decide' }))).toEqual(['Decrypt'])
    await small.open(state('cus_11'), message, { purpose: 'decide' })
    await small.seal(state('cus_12'), li)
    expect(await callsOf(() => small.open(state('cus_11'), message, { purpose: 'decide' }))).toEqual(['Decrypt'])
  })

  it('cannot be put under another subject in the key store', async () => {
    const vault = engines.vault()
    await vault.seal(state('cus_15'), li)
    await engines.dynamo.send(
      new PutCommand({ TableName: keyStoreTableName, Item: { ...(await storedItem('cus_15')), subject: 'cus_16' } }),
    )
    await expect(vault.seal(state('cus_16'), li)).rejects.toThrow(VaultUnavailable)
  })
})

describe('a blind index', () => {
  it('is the same in every process, and differs by kind and value', async () => {
    const [here, elsewhere] = [engines.vault(), engines.vault()]
    const index = await here.blindIndex('phone', '+8613812345678')
    expect(index).toMatch(/^[\w-]{43}$/)
    expect(await elsewhere.blindIndex('phone', '+8613812345678')).toBe(index)
    expect(await here.blindIndex('taxId', '+8613812345678')).not.toBe(index)
    expect(await here.blindIndex('phone', '+8613812345679')).not.toBe(index)
    expect(await here.blindIndex('pho', 'ne+8613812345678')).not.toBe(index)
  })

  it('asks the key service once in the life of a process, also when many ask at once', async () => {
    const vault = engines.vault()
    const many = () => Promise.all(['a', 'b', 'c'].map((value) => vault.blindIndex('email', value)))
    expect(await callsOf(many)).toEqual(['GenerateMac'])
    expect(await callsOf(many)).toEqual([])
  })
})

describe('while the key service is down', () => {
  it('nothing is sealed, opened or indexed, and nothing is stored', async () => {
    const message = await engines.vault().seal(state('cus_17'), li)
    const count = async () => (await engines.dynamo.send(new ScanCommand({ TableName: keyStoreTableName, Select: 'COUNT' }))).Count
    const before = await count()
    await engines.kmsClient().send(new DisableKeyCommand({ KeyId: sealingKeyArn }))
    const vault = engines.vault()
    await expect(vault.seal(state('cus_18'), li)).rejects.toThrow(VaultUnavailable)
    await expect(vault.open(state('cus_17'), message, { purpose: 'decide' })).rejects.toThrow(VaultUnavailable)
    await engines.kmsClient().send(new EnableKeyCommand({ KeyId: sealingKeyArn }))
    await engines.kms.stop()
    await expect(vault.seal(state('cus_18'), li)).rejects.toThrow(VaultUnavailable)
    await expect(vault.open(state('cus_17'), message, { purpose: 'decide' })).rejects.toThrow(VaultUnavailable)
    await expect(vault.blindIndex('email', 'li@example.com')).rejects.toThrow(VaultUnavailable)
    expect(await count()).toBe(before)
    const again = await engines.restartKms()
    expect(await vault.open(state('cus_17'), message, { purpose: 'decide' })).toEqual({ ok: true, value: li })
    expect(await vault.blindIndex('email', 'li@example.com')).toBe(await engines.vault().blindIndex('email', 'li@example.com'))
    await again.stop()
  })
})
