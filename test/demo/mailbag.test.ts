import { describe, expect, it } from 'vitest'
import { fateOf, keyIn } from '../../demo/day/coming.ts'
import { letterOf } from '../../demo/day/mails.ts'
import { mailbagOf } from '../../demo/day/plan.ts'
import { firmOf } from '../../demo/firm/firm.ts'
import { machineOf } from '../../domain/inbound/mail/machine.ts'
import { readMail } from '../../functions/queue/inbound-mail/read-mail.ts'

const bag = mailbagOf(600, 7, firmOf(20, 7))
const mails = bag.filter(({ door, how }) => door === 'mail' && how !== 'repeat')

describe('the mailbag of a day', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(mailbagOf(600, 7, firmOf(20, 7))).toEqual(bag)
    expect(mailbagOf(600, 8, firmOf(20, 8))).not.toEqual(bag)
  })

  it('holds so many messages, each under a key of its own, that follow only what came before', () => {
    expect(bag.length).toBeGreaterThanOrEqual(600)
    const minutes = new Map(bag.map(({ key, minute }) => [key, minute]))
    expect(minutes.size).toBe(bag.length)
    for (const { minute, to } of bag) if (to !== undefined) expect(minutes.get(to)).toBeLessThanOrEqual(minute)
  })

  it('comes by every door, in two languages and both at once, and to every fate', () => {
    expect(new Set(bag.map(({ door }) => door))).toEqual(new Set(['mail', 'folder', 'web', 'phone', 'wechat', 'api']))
    expect(new Set(bag.map(({ tongue }) => tongue))).toEqual(new Set(['zh-CN', 'en', 'both', 'ja']))
    expect(new Set(bag.map(({ how }) => fateOf(how)))).toEqual(new Set(['opens', 'follows', 'repeats', 'ignored']))
  })

  it('is made of mails that can be read: each tells its key first, and those of machines are told by their signs', async () => {
    for (const coming of mails) {
      const { raw, from = coming.writer.address } = letterOf({ coming, heard: undefined, before: undefined }, Date.UTC(2026, 10, 23))
      const { mail } = await readMail(raw)
      const words = `${mail.text ?? ''}${mail.html ?? ''}`
      if (coming.how !== 'broken' && coming.how !== 'bounce') expect(keyIn(words), coming.how).toBe(coming.key)
      const isMachine = ['notice', 'away', 'away_in_thread', 'bounce'].includes(coming.how)
      expect(machineOf(mail, { from, recipients: [], authentic: undefined }) !== undefined, coming.how).toBe(isMachine)
    }
  })
})
