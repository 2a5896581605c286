import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Headers, mail, text } from '../../demo/mails/raw.ts'
import { type Caller, done, signIn, type Told } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { headerOf, mailTo, type ReceivedMail } from '../support/mailbox.ts'
import { deliver, idOfMail } from '../support/mails/door.ts'

let deployment: TestDeployment
let admin: Caller
let li: Caller

beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  li = await signIn(deployment, { role: 'agent', sub: 'usr_li', scope: 'own' })
})
afterAll(() => deployment?.remove())

/** Mail goes through several queues, there and back. */
const inTime = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 60_000, interval: 200 })

/** Brings a mail, and answers with the ticket that it stands on. */
const ticketFor = async (raw: Buffer): Promise<string> => {
  const id = await idOfMail(raw)
  expect(await deliver(deployment, raw)).toBe(200)
  const became = async () => (await admin.get(`/v1/inbound/${id}`)).body
  await inTime(async () => (await became())['status']).toBe('taken')
  return String((await became())['ticketId'])
}

let mails = 0
const write = (firm: string, words: string, more: Headers = {}) => {
  mails += 1
  const from = {
    From: `Somebody <orders@${firm}.example>`,
    Subject: `Matter of ${firm}`,
    'Message-ID': `<${mails}.${Date.now()}@${firm}.example>`,
  }
  return ticketFor(mail(text(words), { ...from, ...more }))
}
/** What the desk's people wrote to a firm. */
const answersTo = async (firm: string): Promise<readonly ReceivedMail[]> =>
  (await mailTo(deployment, `orders@${firm}.example`)).filter(({ body }) => body.text?.includes('We say'))
const everythingTo = async (firm: string): Promise<string> => JSON.stringify(await mailTo(deployment, `orders@${firm}.example`))

const ticket = async (id: string) => done(await admin.get(`/v1/tickets/${id}`))
const thread = async (id: string): Promise<readonly Told[]> => done(await admin.get(`/v1/tickets/${id}/messages`)).items
const say = (by: Caller, id: string, words: string) => by.post(`/v1/tickets/${id}/messages`, { text: `We say: ${words}` })

describe('two people whose tickets became one', () => {
  it('are answered each for themselves, and neither is shown an address, a subject or a word of the other', async () => {
    const [one, other] = [await write('alder', 'alder waits for a pallet'), await write('birch', 'birch waits for a crate')]
    done(await admin.post(`/v1/tickets/${other}/assign`, { assignee: 'usr_li' }))
    done(await admin.post(`/v1/tickets/${one}/merge`, { into: other, otherCustomer: true }))
    expect(await ticket(one)).toMatchObject({ mergedInto: other, apart: true })
    expect(await ticket(other)).toMatchObject({ others: [{ ticket: one, number: (await ticket(one))['number'] }] })

    done(await say(li, other, 'to birch'))
    await inTime(async () => (await answersTo('birch')).length).toBe(1)
    done(await say(li, one, 'to alder'))
    await inTime(async () => (await answersTo('alder')).length).toBe(1)
    const [toAlder] = await answersTo('alder')
    if (!toAlder) throw new Error('not there')
    expect(toAlder.subject).toContain('Matter of alder')

    // What is answered to it comes to where the matter goes on, and stands in the thread of its own.
    const answer = { 'In-Reply-To': `<${toAlder.messageId}@eu-west-1.amazonses.com>` }
    expect(await write('alder', 'alder says thank you', answer)).toBe(one)
    const said = async () => (await thread(other)).map(({ text: words }) => String(words))
    expect((await said()).join()).toContain('alder says thank you')
    const heard = (await ticket(other))['others'] as readonly Told[]
    expect(heard).toMatchObject([{ ticket: one, lastInAt: expect.any(String) }])

    done(await say(li, other, 'once more to birch'))
    await inTime(async () => (await answersTo('birch')).length).toBe(2)
    done(await say(li, one, 'once more to alder'))
    await inTime(async () => (await answersTo('alder')).length).toBe(2)
    for (const [mine, theirs] of [
      ['alder', 'birch'],
      ['birch', 'alder'],
    ] as const) {
      const sent = await everythingTo(mine)
      expect(sent).not.toContain(theirs)
      expect(sent).not.toContain(String((await ticket(mine === 'alder' ? other : one))['number']))
    }
    const latest = (await answersTo('alder')).find(({ body }) => body.text?.includes('once more'))
    expect(latest && headerOf(latest, 'In-Reply-To')).toContain('@alder.example')
  })

  it('stand each on their own again when that is undone, with all that was said', async () => {
    const [one, other] = [await write('cedar', 'cedar waits for a pallet'), await write('dogwood', 'dogwood waits for a crate')]
    done(await admin.post(`/v1/tickets/${one}/merge`, { into: other, otherCustomer: true }))
    const { number } = await ticket(one)
    expect(await write('cedar', 'cedar writes again', { Subject: `Re: [${number}]` })).toBe(one)
    expect((await thread(other)).length).toBe(3)
    done(await admin.post(`/v1/tickets/${one}/unmerge`))
    expect(await ticket(one)).not.toHaveProperty('apart')
    expect(await ticket(other)).not.toHaveProperty('others')
    expect((await thread(one)).map(({ text: words }) => words)).toEqual(['cedar writes again', 'cedar waits for a pallet'])
    expect((await thread(other)).map(({ text: words }) => words)).toEqual(['dogwood waits for a crate'])
  })
})
