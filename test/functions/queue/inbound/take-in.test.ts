import { describe, expect, it } from 'vitest'
import { changeTicket } from '../../../../functions/desk/change-ticket.ts'
import { derivedId } from '../../../../functions/runtime/derived-id.ts'
import { contextOf } from '../../../support/context.ts'
import { context, Killed, openStage, type Stage } from './stage.ts'

const [shunda, huatong] = ['cus_01KAJ0000000000000000000AA', 'cus_01KAJ0000000000000000000BB']
const lina = 'con_01KAJ0000000000000000000AA'
const address = 'li.na@shunda.example'

/** On which ticket something ended. */
const ticketOf = async (stage: Stage, id: string): Promise<string> => {
  const state = await stage.stateOf(id)
  if (state?.status !== 'taken') throw new Error(`${id} is ${state?.status}`)
  return state.taken.ticketId
}

const broughtIn = async (stage: Stage, message: object): Promise<string> => {
  const id = await stage.bring(message)
  await stage.hearEverything(id)
  return ticketOf(stage, id)
}

describe('who wrote', () => {
  it('is the contact who has the address, and with it the customer at which they are', async () => {
    const stage = openStage({ contacts: { [lina]: { holds: [address], customers: [shunda] } } })
    const ticket = await stage.ticket(await broughtIn(stage, { externalId: 'm-1', from: { address: 'LI.NA@shunda.example' } }))
    expect(ticket).toMatchObject({ customerId: shunda, contactId: lina, channel: 'mail', subject: '货到哪里了?' })
    expect(ticket).not.toHaveProperty('candidates')
  })

  it.each([
    ['at several customers', { contacts: { [lina]: { holds: [address], customers: [shunda, huatong] } } }, lina],
    [
      'and is at another customer than the one whose address it is',
      { contacts: { [lina]: { holds: [address], customers: [shunda] } }, customers: { [huatong]: [address] } },
      lina,
    ],
  ])('%s is not guessed: a person tells them apart', async (_, world, contactId) => {
    const stage = openStage(world)
    const ticket = await stage.ticket(await broughtIn(stage, { externalId: 'm-1' }))
    expect(ticket).toMatchObject({ candidates: [shunda, huatong], contactId })
    expect(ticket).not.toHaveProperty('customerId')
  })

  it('is nobody whom we know: the ticket waits without a customer, and knows who asked', async () => {
    const stage = openStage()
    const ticket = await stage.ticket(await broughtIn(stage, { externalId: 'm-1', from: { name: '王磊', address } }))
    expect(ticket).toMatchObject({ requester: { name: '王磊', address }, status: 'new' })
    expect(ticket).not.toHaveProperty('customerId')
  })

  it('is the customer whose mail one of us has passed on', async () => {
    const stage = openStage({ customers: { [shunda]: [address] } })
    const message = { externalId: 'm-1', from: { address: 'agent@lading.example' }, forwardedFor: { address } }
    expect(await stage.ticket(await broughtIn(stage, message))).toMatchObject({ customerId: shunda, requester: { address } })
  })

  it('by a customer whose file is gone meanwhile opens a ticket all the same', async () => {
    const stage = openStage({ customers: { [shunda]: [address] }, areGone: true })
    expect(await stage.ticket(await broughtIn(stage, { externalId: 'm-1' }))).not.toHaveProperty('customerId')
  })
})

describe.each([
  ['that the domain of its sender disowns', { authentic: false }, { unproven: true }],
  ['for which nobody vouches', { vouched: false }, { unvouched: true }],
] as const)('a mail %s', (_, forged, doubt) => {
  const known = { contacts: { [lina]: { holds: [address], customers: [shunda] } } }

  it('is of nobody whom we know: whoever has the address is one of whom it could be', async () => {
    const stage = openStage(known)
    const ticket = await stage.ticket(await broughtIn(stage, { externalId: 'm-1', ...forged }))
    expect(ticket).toMatchObject({ candidates: [shunda], requester: { address, ...doubt } })
    expect([ticket?.customerId, ticket?.contactId]).toEqual([undefined, undefined])
  })

  it('comes to no ticket by its number, and still to that of the conversation which it is a part of', async () => {
    const stage = openStage(known)
    const ticketId = await broughtIn(stage, { externalId: 'm-1' })
    const numbers = [(await stage.ticket(ticketId))?.number]
    expect(await broughtIn(stage, { externalId: 'm-2', threading: { numbers } })).toBe(ticketId)
    expect(await broughtIn(stage, { externalId: 'm-3', threading: { numbers }, ...forged })).not.toBe(ticketId)
    stage.tokens.set('token', ticketId)
    expect(await broughtIn(stage, { externalId: 'm-4', threading: { replyToken: 'token' }, ...forged })).toBe(ticketId)
    stage.mails.set('sent@x.example', { kind: 'sent', ticketId, messageId: 'msg_1' })
    expect(await broughtIn(stage, { externalId: 'm-5', threading: { references: ['sent@x.example'] }, ...forged })).toBe(ticketId)
  })

  it('comes to no ticket by the id of a mail that came in, which a program of theirs made and another can guess', async () => {
    const stage = openStage(known)
    const id = await stage.bring({ externalId: 'm-1' })
    await stage.hearEverything(id)
    stage.mails.set('1@shunda.example', { kind: 'received', inboundId: id })
    const answer = { threading: { references: ['1@shunda.example'] } }
    expect(await broughtIn(stage, { externalId: 'm-2', ...answer })).toBe(await ticketOf(stage, id))
    expect(await broughtIn(stage, { externalId: 'm-3', ...answer, ...forged })).not.toBe(await ticketOf(stage, id))
  })

  it('goes on with an old matter as one of its customer’s, perhaps: a person says so', async () => {
    const stage = openStage(known)
    const old = await broughtIn(stage, { externalId: 'm-1' })
    const month = contextOf({ now: '2026-10-22T02:00:00.000Z', actor: context.actor })
    const closed = await changeTicket(stage.ports.desk, { id: old, command: () => ({ type: 'close', reason: 'spam' }), context: month })
    expect(closed.ok).toBe(true)
    stage.tokens.set('token', old)
    const ticket = await stage.ticket(await broughtIn(stage, { externalId: 'm-2', threading: { replyToken: 'token' }, ...forged }))
    expect(ticket).toMatchObject({ continues: old, candidates: [shunda] })
    expect([ticket?.customerId, ticket?.contactId]).toEqual([undefined, undefined])
  })
})

describe('where it belongs', () => {
  const first = { externalId: '<1@shunda.example>' }
  const number = async (stage: Stage, ticketId: string) => (await stage.ticket(ticketId))?.number

  it('is said by the token of the address that it was sent to', async () => {
    const stage = openStage()
    const ticketId = await broughtIn(stage, first)
    stage.tokens.set('token', ticketId)
    const answer = { externalId: 'm-2', from: { address: 'somebody@else.example' }, threading: { replyToken: 'token' } }
    expect(await broughtIn(stage, answer)).toBe(ticketId)
    expect(stage.opened()).toHaveLength(1)
    expect(stage.thread()).toHaveLength(2)
  })

  it('is said by the nearest mail that it answers, of those that we know', async () => {
    const stage = openStage()
    const id = await stage.bring(first)
    await stage.hearEverything(id)
    stage.mails.set('1@shunda.example', { kind: 'received', inboundId: id })
    const answer = { externalId: 'm-2', threading: { references: ['unheard@of.example', '1@shunda.example'] } }
    expect(await broughtIn(stage, answer)).toBe(await ticketOf(stage, id))
  })

  it('is where the message is that it answers, also when that was split from its ticket', async () => {
    const stage = openStage()
    const id = await stage.bring(first)
    await stage.hearEverything(id)
    stage.mails.set('1@shunda.example', { kind: 'received', inboundId: id })
    const [whole, apart] = [await ticketOf(stage, id), await broughtIn(stage, { externalId: '<2@shunda.example>' })]
    const moved = derivedId('ticketMessage', id)
    const command = { type: 'split', into: apart, messages: [moved], here: [moved] } as const
    expect((await changeTicket(stage.ports.desk, { id: whole, command: () => command, context })).ok).toBe(true)
    stage.tokens.set('token', whole)
    const threading = { replyToken: 'token', references: ['1@shunda.example'] }
    expect(await broughtIn(stage, { externalId: 'm-3', threading })).toBe(apart)
    expect(await broughtIn(stage, { externalId: 'm-4', threading: { replyToken: 'token' } })).toBe(whole)
  })

  it('is where the answer of ours is that it answers, also when that was split from its ticket', async () => {
    const stage = openStage()
    const [whole, apart] = [await broughtIn(stage, first), await broughtIn(stage, { externalId: '<2@shunda.example>' })]
    const moved = derivedId('ticketMessage', 'an answer')
    const command = { type: 'split', into: apart, messages: [moved], here: [moved] } as const
    expect((await changeTicket(stage.ports.desk, { id: whole, command: () => command, context })).ok).toBe(true)
    stage.mails.set('said@x.example', { kind: 'sent', ticketId: whole, messageId: 'msg_1', said: moved })
    stage.mails.set('notice@x.example', { kind: 'sent', ticketId: whole, messageId: 'msg_2' })
    const answering = (externalId: string, ...references: string[]) => broughtIn(stage, { externalId, threading: { references } })
    expect(await answering('m-3', 'said@x.example')).toBe(apart)
    expect(await answering('m-4', 'notice@x.example', 'said@x.example')).toBe(apart)
    expect(await answering('m-5', 'notice@x.example')).toBe(whole)
  })

  it('is waited for while the mail that it answers is on no ticket yet', async () => {
    const stage = openStage()
    const id = await stage.bring(first)
    stage.mails.set('1@shunda.example', { kind: 'received', inboundId: id })
    const answer = await stage.bring({ externalId: 'm-2', threading: { references: ['1@shunda.example'] } })
    await expect(stage.hearEverything(answer)).rejects.toThrow('is on no ticket yet')
    await Promise.all([stage.hearEverything(answer), stage.hearEverything(id)])
    expect(await ticketOf(stage, answer)).toBe(await ticketOf(stage, id))
  })

  it('is said by a number in the subject only where the sender belongs to the ticket', async () => {
    const stage = openStage()
    const ticketId = await broughtIn(stage, first)
    const numbered = { threading: { numbers: [await number(stage, ticketId)] } }
    expect(await broughtIn(stage, { externalId: 'm-2', ...numbered })).toBe(ticketId)
    const stranger = { externalId: 'm-3', from: { address: 'stranger@else.example' }, ...numbered }
    expect(await broughtIn(stage, stranger)).not.toBe(ticketId)
    const unknown = { externalId: 'm-4', threading: { numbers: ['991231-0000'] } }
    expect(await broughtIn(stage, unknown)).not.toBe(ticketId)
  })

  it('is the chat with somebody, however fast they write: one ticket, each message once, in any order of workers', async () => {
    const stage = openStage()
    const ids = await Promise.all(
      ['1', '2', '3', '4'].map((id) => stage.bring({ channel: 'wechat', externalId: id, from: { address: 'oLiNa' } })),
    )
    await Promise.all([...ids].reverse().map((id) => stage.hearEverything(id)))
    expect(new Set(await Promise.all(ids.map((id) => ticketOf(stage, id)))).size).toBe(1)
    expect(stage.thread()).toHaveLength(4)
    expect(await broughtIn(stage, { channel: 'wechat', externalId: '5', from: { address: 'oWangLei' } })).not.toBe(
      await ticketOf(stage, ids[0] ?? ''),
    )
  })
})

describe('what a machine wrote', () => {
  it('opens no ticket, and it is noted why', async () => {
    const stage = openStage()
    const id = await stage.bring({ externalId: 'm-1', automatic: true })
    await stage.hearEverything(id)
    expect(await stage.stateOf(id)).toMatchObject({ status: 'ignored', ignored: { why: 'automatic' } })
    expect(stage.opened()).toEqual([])
  })

  it('stands in the conversation that it answers, and moves nothing', async () => {
    const stage = openStage()
    const ticketId = await broughtIn(stage, { externalId: 'm-1' })
    stage.tokens.set('token', ticketId)
    const before = await stage.ticket(ticketId)
    expect(await broughtIn(stage, { externalId: 'm-2', automatic: true, threading: { replyToken: 'token' } })).toBe(ticketId)
    expect(await stage.ticket(ticketId)).toMatchObject({ status: before?.status, lastInAt: before?.lastInAt })
  })
})

describe('mails in haste that each open a ticket', () => {
  it('are taken for a program’s from the twenty-first of an hour on: each has its ticket, and none is one to answer', async () => {
    const stage = openStage()
    const isWaitedFor = async (message: object) => (await stage.ticket(await broughtIn(stage, message)))?.lastInAt !== undefined
    const waitedFor: boolean[] = []
    for (let nth = 1; nth <= 22; nth += 1) waitedFor.push(await isWaitedFor({ externalId: `m-${nth}` }))
    expect(waitedFor).toEqual(waitedFor.map((_, nth) => nth < 20))
    expect(await isWaitedFor({ externalId: 'm-23', from: { address: 'wang@huatong.example' } })).toBe(true)
    expect(stage.opened()).toHaveLength(23)
  })

  it('count once each, however often each had to be tried', async () => {
    const stage = openStage()
    const tried = async (nth: number) => {
      const id = await stage.bring({ externalId: `m-${nth}` })
      // Three workers die over it: the first behind the commit that says where it goes, the others before they bring it there.
      for (const dieAt of [7, 3, 3]) {
        stage.clock.calls = 0
        stage.clock.dieAt = dieAt
        await expect(stage.hearEverything(id)).rejects.toBeInstanceOf(Killed)
      }
      stage.clock.dieAt = 0
      await stage.hearEverything(id)
      return (await stage.ticket(await ticketOf(stage, id)))?.lastInAt !== undefined
    }
    const waitedFor: boolean[] = []
    for (let nth = 1; nth <= 21; nth += 1) waitedFor.push(await tried(nth))
    expect(waitedFor).toEqual(waitedFor.map((_, nth) => nth < 20))
  })
})

it('the files of a message are placed as those that it brought', async () => {
  const stage = openStage()
  const attachments = [{ id: 'att_01KAJ0000000000000000000AA', name: 'bill.pdf', type: 'application/pdf', size: 8 }]
  const id = await stage.bring({ externalId: 'm-1', attachments })
  await stage.hearEverything(id)
  expect(stage.placed).toEqual([`att_01KAJ0000000000000000000AA of ${id} on ${await ticketOf(stage, id)}`])
})

describe('a kind that the firm does not have', () => {
  it('keeps nobody out: the ticket opens by the rules', async () => {
    const stage = openStage()
    expect(await stage.ticket(await broughtIn(stage, { channel: 'web', externalId: 'f-1', kind: 'no_such_kind' }))).toBeDefined()
  })
})

describe('what comes when the ticket has been over for long', () => {
  const contacts = { [lina]: { holds: [address], customers: [shunda] } }
  const late = { externalId: 'm-2', threading: { replyToken: 'token' } }
  /** A ticket of last month, that the next mail answers. */
  const overOn = async (stage: Stage, facts: object = {}): Promise<string> => {
    const id = await broughtIn(stage, { externalId: 'm-1', ...facts })
    const month = contextOf({ now: '2026-10-22T02:00:00.000Z', actor: context.actor })
    const done = await changeTicket(stage.ports.desk, { id, command: () => ({ type: 'close', reason: 'spam' }), context: month })
    expect(done.ok).toBe(true)
    stage.tokens.set('token', id)
    return id
  }

  it('opens another ticket of the same kind and people, and both name each other', async () => {
    const stage = openStage({ contacts })
    const old = await overOn(stage, { channel: 'web', kind: 'claim' })
    const next = await broughtIn(stage, late)
    expect(await stage.ticket(next)).toMatchObject({ continues: old, kind: 'claim', customerId: shunda, contactId: lina })
    expect(await stage.ticket(old)).toMatchObject({ continuedBy: next, status: 'closed' })
  })

  it('goes on in one ticket, however many write at once', async () => {
    const stage = openStage({ contacts })
    await overOn(stage)
    const ids = await Promise.all(['2', '3', '4'].map((n) => stage.bring({ ...late, externalId: n })))
    await Promise.all(ids.map((id) => stage.hearEverything(id)))
    const tickets = await Promise.all(ids.map((id) => ticketOf(stage, id)))
    expect(new Set(tickets).size).toBe(1)
    expect(stage.opened()).toHaveLength(2)
    expect(stage.thread().filter(({ ticketId }) => ticketId === tickets[0])).toHaveLength(3)
  })

  it('is on one ticket, once, wherever its worker is killed and whoever writes meanwhile', async () => {
    for (let dieAt = 1; ; dieAt += 1) {
      const stage = openStage({ contacts })
      const old = await overOn(stage)
      const id = await stage.bring(late)
      stage.clock.calls = 0
      stage.clock.dieAt = dieAt
      const outcome = await stage.hearEverything(id).catch((error: unknown) => error)
      stage.clock.dieAt = 0
      const meanwhile = await broughtIn(stage, { ...late, externalId: 'm-3' })
      await stage.hearEverything(id)
      expect(await ticketOf(stage, id), `killed at step ${dieAt}`).toBe(meanwhile)
      expect(await stage.ticket(old)).toMatchObject({ continuedBy: meanwhile })
      expect(stage.opened(), `killed at step ${dieAt}`).toHaveLength(2)
      expect(stage.thread(), `killed at step ${dieAt}`).toHaveLength(3)
      if (outcome === undefined) {
        expect(dieAt).toBeGreaterThan(6)
        return
      }
      expect(outcome).toBeInstanceOf(Killed)
    }
  })

  it('is taken in also where the kind of the old ticket is out of use, or the file of its customer is gone', async () => {
    const stage = openStage({ contacts })
    const old = await overOn(stage, { channel: 'web', kind: 'claim' })
    stage.retired.add('claim')
    stage.known.delete(shunda)
    const ticket = await stage.ticket(await broughtIn(stage, late))
    expect(ticket).toMatchObject({ continues: old, kind: 'tracking' })
    expect(ticket).not.toHaveProperty('customerId')
    expect(ticket).not.toHaveProperty('contactId')
  })

  it('from a stranger is of nobody yet: the customer of the old ticket is one of whom it could be', async () => {
    const stage = openStage({ contacts })
    const old = await overOn(stage)
    const ticket = await stage.ticket(await broughtIn(stage, { ...late, from: { address: 'stranger@else.example' } }))
    expect(ticket).toMatchObject({ continues: old, candidates: [shunda], requester: { address: 'stranger@else.example' } })
    expect(ticket).not.toHaveProperty('customerId')
    expect(ticket).not.toHaveProperty('contactId')
  })

  it('from somebody whom we know is theirs, and not partly that of the contact before them', async () => {
    const [wang, other] = ['con_01KAJ0000000000000000000BB', 'wang.lei@shunda.example']
    const stage = openStage({ contacts: { ...contacts, [wang]: { holds: [other], customers: [shunda] } } })
    await overOn(stage)
    const theirs = await stage.ticket(await broughtIn(stage, { ...late, from: { address: other } }))
    expect(theirs).toMatchObject({ customerId: shunda, contactId: wang })
  })

  it('from whoever asked before, at several customers by now, goes on with the one whom it was about', async () => {
    const stage = openStage({ contacts: { [lina]: { holds: [address], customers: [shunda, huatong] } } })
    const old = await overOn(stage)
    const customer = { wanted: huatong, is: (await stage.ports.desk.glances([huatong]))[0] }
    const priorities = await stage.ports.desk.priorities()
    const matched = await changeTicket(stage.ports.desk, {
      id: old,
      command: () => ({ type: 'match', customer, contactId: lina, priorities }),
      context,
    })
    expect(matched.ok).toBe(true)
    const ticket = await stage.ticket(await broughtIn(stage, late))
    expect(ticket).toMatchObject({ customerId: huatong, contactId: lina })
    expect(ticket).not.toHaveProperty('candidates')
  })
})

describe('however often, with whomever, and wherever it breaks off', () => {
  const cases = [
    ['a mail that begins a matter', {}],
    ['a mail that answers another', { threading: { replyToken: 'token' } }],
    ['a message of a chat', { channel: 'wechat', from: { address: 'oLiNa' } }],
    ['a call', { channel: 'phone', from: { address: '+8613800138000' } }],
  ] as const

  it.each(cases)('%s that two workers take in at once is on one ticket, once', async (_, facts) => {
    const stage = openStage()
    stage.tokens.set('token', await broughtIn(stage, { externalId: 'before' }))
    const id = await stage.bring({ externalId: 'm-1', ...facts })
    await Promise.all([stage.hearEverything(id), stage.hearEverything(id)])
    await stage.hearEverything(id)
    const ticketId = await ticketOf(stage, id)
    expect(stage.thread()).toHaveLength(2)
    expect(stage.thread().filter((message) => message.ticketId === ticketId && message.text === '货到哪里了?')).not.toEqual([])
    expect(stage.opened()).toHaveLength('threading' in facts ? 1 : 2)
  })

  it.each(cases)(
    '%s whose worker is killed at any of its steps is on one ticket, once, when the queue brings it again',
    async (_, facts) => {
      for (let dieAt = 1; ; dieAt += 1) {
        const stage = openStage()
        stage.tokens.set('token', await broughtIn(stage, { externalId: 'before' }))
        const id = await stage.bring({ externalId: 'm-1', ...facts })
        stage.clock.calls = 0
        stage.clock.dieAt = dieAt
        const outcome = await stage.hearEverything(id).catch((error: unknown) => error)
        stage.clock.dieAt = 0
        await stage.hearEverything(id)
        expect(await stage.stateOf(id), `killed at step ${dieAt}`).toMatchObject({ status: 'taken' })
        expect(stage.thread(), `killed at step ${dieAt}`).toHaveLength(2)
        expect(stage.opened()).toHaveLength('threading' in facts ? 1 : 2)
        if (outcome === undefined) {
          expect(dieAt).toBeGreaterThan(6)
          return
        }
        expect(outcome).toBeInstanceOf(Killed)
      }
    },
  )
})
