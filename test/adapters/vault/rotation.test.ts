import { DisableKeyCommand, EnableKeyCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms'
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { versionIn } from '../../../adapters/vault/header.ts'
import { madeAt } from '../../../adapters/vault/key-version.ts'
import type { Sealed } from '../../../domain/kernel/care/care.ts'
import { VaultUnavailable } from '../../../domain/kernel/care/vault.ts'
import { instantAt } from '../../../domain/kernel/instant.ts'
import { type Engines, keyDays, keyStoreTableName, sealingKeyArn, startEngines } from './engines.ts'

let engines: Engines
beforeAll(async () => {
  engines = await startEngines()
})
afterAll(() => engines.stop())

const day = 24 * 60 * 60_000
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-21T08:30:00Z') }))
afterEach(() => void vi.useRealTimers())
const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)
const now = () => instantAt(Date.now())

const li: readonly Sealed[] = [{ pointer: '/phones/0/number', class: 'personal', value: '+8613812345678' }]
const opened = { ok: true, value: li }
let last = 0
const newSubject = () => {
  last += 1
  return `cus_r${last}`
}
const state = (subject: string) => ({ subject, item: 'STATE' })
const versionOf = (message: Uint8Array, subject: string) => versionIn(message, { table: 'lading', id: subject, item: 'STATE' })
const versionsOf = async (subject: string): Promise<readonly string[]> => {
  const { Item } = await engines.dynamo.send(new GetCommand({ TableName: keyStoreTableName, Key: { subject } }))
  return (Item?.['versions'] ?? []).map(({ version }: { version: string }) => version)
}
type Vault = ReturnType<Engines['vault']>
const keysMade = async (doing: () => Promise<unknown>) => {
  const count = () => engines.kms.calls()['GenerateDataKey'] ?? 0
  const before = count()
  await doing()
  return count() - before
}

describe('the age of a key', () => {
  it('lets it seal up to its last day, and not a moment longer: what comes then is sealed under the next version', async () => {
    const [subject, vault] = [newSubject(), engines.vault()]
    const first = await vault.seal(state(subject), li)
    later(keyDays * day)
    expect(versionOf(await vault.seal(state(subject), li), subject)).toBe(versionOf(first, subject))
    later(1)
    const next = await vault.seal(state(subject), li)
    const versions = await versionsOf(subject)
    expect([first, next].map((message) => versionOf(message, subject))).toEqual(versions)
    expect(versions.map(madeAt)).toEqual([Date.now() - keyDays * day - 1, Date.now()])
    for (const message of [first, next])
      for (const reader of [vault, engines.vault()])
        expect(await reader.open(state(subject), message, { purpose: 'decide' })).toEqual(opened)
  })

  it('costs a key that seals nothing new nothing, however often it opens', async () => {
    const [subject, vault] = [newSubject(), engines.vault()]
    const message = await vault.seal(state(subject), li)
    later(10 * keyDays * day)
    expect(
      await keysMade(() =>
        Promise.all([
          vault.open(state(subject), message, { purpose: 'decide' }),
          engines.vault().open(state(subject), message, { purpose: 'decide' }),
        ]),
      ),
    ).toBe(0)
    expect(await versionsOf(subject)).toHaveLength(1)
  })

  it('makes one new version however many processes find the key too old at once, and all seal under it', async () => {
    const subject = newSubject()
    const processes = Array.from({ length: 5 }, () => engines.vault())
    const early = await Promise.all(processes.map((vault) => vault.seal(state(subject), li)))
    later(keyDays * day + 1)
    const messages = await Promise.all(Array.from({ length: 20 }, (_, i) => (processes[i % 5] as Vault).seal(state(subject), li)))
    const versions = await versionsOf(subject)
    expect(versions).toHaveLength(2)
    expect(new Set(messages.map((message) => versionOf(message, subject)))).toEqual(new Set(versions.slice(1)))
    for (const message of [...early, ...messages])
      expect(await engines.vault().open(state(subject), message, { purpose: 'decide' })).toEqual(opened)
  })

  it('makes one a process, however much is sealed in it at once', async () => {
    const [subject, vault] = [newSubject(), engines.vault()]
    await vault.seal(state(subject), li)
    later(keyDays * day + 1)
    expect(await keysMade(() => Promise.all([1, 2, 3].map(() => vault.seal(state(subject), li))))).toBe(1)
  })

  it('counts as too great for a version that does not say when it was made, as those of older deployments', async () => {
    const [subject, old] = [newSubject(), crypto.randomUUID()]
    const command = new GenerateDataKeyCommand({
      KeyId: sealingKeyArn,
      KeySpec: 'AES_256',
      EncryptionContext: { purpose: 'lading:subject-key', subject, version: old },
    })
    const { CiphertextBlob: wrapped } = await engines.kmsClient().send(command)
    await engines.dynamo.send(new PutCommand({ TableName: keyStoreTableName, Item: { subject, versions: [{ version: old, wrapped }] } }))
    const message = await engines.vault().seal(state(subject), li)
    expect(await versionsOf(subject)).toEqual([old, versionOf(message, subject)])
    expect(await engines.vault().open(state(subject), message, { purpose: 'decide' })).toEqual(opened)
  })

  it('is kept to while the key service is down: nothing is sealed under a version that is too old, and what is sealed still opens', async () => {
    const [subject, vault] = [newSubject(), engines.vault()]
    const message = await vault.seal(state(subject), li)
    later(keyDays * day + 1)
    await engines.kmsClient().send(new DisableKeyCommand({ KeyId: sealingKeyArn }))
    await expect(vault.seal(state(subject), li)).rejects.toThrow(VaultUnavailable)
    expect(await vault.open(state(subject), message, { purpose: 'decide' })).toEqual(opened)
    await engines.kmsClient().send(new EnableKeyCommand({ KeyId: sealingKeyArn }))
    expect(versionOf(await vault.seal(state(subject), li), subject)).not.toBe(versionOf(message, subject))
  })

  it('of a key that was destroyed meanwhile ends in a key of its own, which opens nothing of before', async () => {
    const [subject, here] = [newSubject(), engines.vault()]
    const gone = await here.seal(state(subject), li)
    await engines.vault().forget(subject)
    later(keyDays * day + 1)
    const kept = await here.seal(state(subject), li)
    expect(await versionsOf(subject)).toEqual([versionOf(kept, subject)])
    expect(await engines.vault().open(state(subject), gone, { purpose: 'decide' })).toEqual({
      ok: false,
      error: { code: 'sealed.unreadable' },
    })
  })
})

describe('an order to rotate a key', () => {
  const rotatedOnce = async () => {
    const [subject, vault] = [newSubject(), engines.vault()]
    const old = await vault.seal(state(subject), li)
    later(1000)
    await vault.rotate(subject, now())
    return { subject, vault, old }
  }

  it('has what is new sealed under a new version, while what was sealed before stays readable', async () => {
    const { subject, vault, old } = await rotatedOnce()
    const fresh = await vault.seal(state(subject), li)
    expect([old, fresh].map((message) => versionOf(message, subject))).toEqual(await versionsOf(subject))
    for (const message of [old, fresh])
      for (const reader of [vault, engines.vault()])
        expect(await reader.open(state(subject), message, { purpose: 'decide' })).toEqual(opened)
  })

  it('reaches a process that holds the old version as soon as that opens something sealed under the new one', async () => {
    const elsewhere = engines.vault()
    const [subject, here] = [newSubject(), engines.vault()]
    const old = await elsewhere.seal(state(subject), li)
    later(1000)
    await here.rotate(subject, now())
    const fresh = await here.seal(state(subject), li)
    expect(versionOf(await elsewhere.seal(state(subject), li), subject)).toBe(versionOf(old, subject))
    expect(await elsewhere.open(state(subject), fresh, { purpose: 'decide' })).toEqual(opened)
    expect(versionOf(await elsewhere.seal(state(subject), li), subject)).toBe(versionOf(fresh, subject))
  })

  it('is carried out once: again, late, or by several at once, it makes no further version', async () => {
    const { subject, vault } = await rotatedOnce()
    const ordered = now()
    later(1000)
    expect(await keysMade(() => vault.rotate(subject, ordered))).toBe(0)
    expect(await versionsOf(subject)).toHaveLength(2)
    const again = now()
    await Promise.all([vault, engines.vault(), engines.vault()].map((one) => one.rotate(subject, again)))
    expect(await versionsOf(subject)).toHaveLength(3)
  })

  it('given after another makes a version of its own, whatever was held', async () => {
    const { subject, vault } = await rotatedOnce()
    later(1)
    await engines.vault().rotate(subject, now())
    later(1)
    await vault.rotate(subject, now())
    const versions = await versionsOf(subject)
    expect(versions).toHaveLength(4)
    expect(versionOf(await vault.seal(state(subject), li), subject)).toBe(versions.at(-1))
  })

  it('makes no key for a subject that has none', async () => {
    const subject = newSubject()
    await engines.vault().rotate(subject, now())
    expect(await versionsOf(subject)).toEqual([])
  })
})
