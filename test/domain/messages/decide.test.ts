import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instant } from '../../../domain/kernel/instant.ts'
import { type MessageCommand, messages, type Outcome, patience } from '../../../domain/messages/decide.ts'
import type { MessageEvent } from '../../../domain/messages/events.ts'
import { type BounceKind, dueOf, Message } from '../../../domain/messages/message.ts'
import type { Reachable, Way } from '../../../domain/messages/way.ts'
import { letter } from '../../../domain/templates/shipped/letter.ts'
import { newsletter } from '../../../domain/templates/shipped/newsletter.ts'
import type { Template } from '../../../domain/templates/template.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const id = 'msg_01KAJ0000000000000000000AA'
const customer = 'cus_01KAJ0000000000000000000AA'
const now = '2026-11-21T08:30:00.000Z'
const at = (minutes: number) => contextOf({ now: new Date(Date.parse(now) + minutes * 60_000).toISOString() })
const { given } = stories(messages)

const mail: Way = { channel: 'email', address: 'hash-of-mail', optOut: false, suppressed: false }
const anybody: Reachable = {
  customers: [customer],
  language: 'en',
  zone: 'Asia/Shanghai',
  quietHours: undefined,
  channels: [],
  ways: [mail],
}
const fields = { title: 'Closed', body: 'Over the holiday' }

const queue = (facts: Partial<Extract<MessageCommand, { type: 'queue' }>> = {}): MessageCommand => ({
  type: 'queue',
  id,
  to: { kind: 'contact', id: 'con_01KAJ0000000000000000000AA' },
  template: 'letter',
  fields,
  cause: 'test',
  customerId: undefined,
  sendAt: undefined,
  ...facts,
})
const send = (attempt: string, recipient: Reachable | undefined = anybody, state = letter): MessageCommand => ({
  type: 'send',
  attempt,
  template: { version: 0, state },
  recipient,
})
const report = (attempt: string, outcome: Outcome): MessageCommand => ({ type: 'report', attempt, outcome })
const taken = { kind: 'taken', providerId: 'ses-1' } as const

/** What happened when these commands were given, minute by minute. */
const happened = (...steps: readonly (readonly [MessageCommand, number])[]): readonly MessageEvent[] =>
  steps.reduce<{ state: Message | undefined; past: MessageEvent[] }>(
    ({ state, past }, [command, minute]) => {
      const decided = messages.decide(state, command, at(minute))
      const events = decided.ok ? decided.value : []
      return { state: events.reduce(messages.evolve, state), past: [...past, ...events] }
    },
    { state: undefined, past: [] },
  ).past
/** What a command makes happen after all that. */
const happenedFrom = (past: readonly MessageEvent[], [command, minute]: readonly [MessageCommand, number]): readonly MessageEvent[] => {
  const decided = messages.decide(past.reduce<Message | undefined>(messages.evolve, undefined), command, at(minute))
  return decided.ok ? decided.value : []
}
const queued = happened([queue(), 0])
const sending = happened([queue(), 0], [send('first'), 0])
const sent = happened([queue(), 0], [send('first'), 0], [report('first', taken), 0])
const settle = (as: 'sent' | 'again'): MessageCommand => ({ type: 'settle', as, customers: [] })
const told = (kind: 'delivered' | 'complained'): MessageCommand => ({ type: 'feedback', told: { kind }, at: Instant.parse(now) })
const bouncing = (bounce: BounceKind, isReported = false): MessageCommand => ({
  type: 'feedback',
  told: { kind: 'bounced', bounce, isReported },
  at: Instant.parse(now),
})
const [bounced, away] = [bouncing('permanent'), bouncing('transient')]

describe('a message that is wanted', () => {
  it('is one message, however often it is asked for', () => {
    given(...queued)
      .when(queue({ fields: {} }), at(1))
      .thenNothing()
  })

  it('leaves word of who may call the provider before anybody does', () => {
    const { after: state } = given(...queued).when(send('first'), at(0))
    expect(state).toMatchObject({
      state: 'sending',
      tries: 1,
      customerId: customer,
      sending: { attempt: 'first', channel: 'email', language: 'en', address: 'hash-of-mail' },
    })
    given(...sending)
      .when(send('second'), at(1))
      .thenNothing()
  })

  it('stays where it is before its time', () => {
    const later = happened([queue({ sendAt: Instant.parse('2026-11-22T08:30:00.000Z') }), 0])
    given(...later)
      .when(send('first'), at(60))
      .thenNothing()
  })

  it('can be taken back until it goes out, and not after', () => {
    expect(given(...queued).when({ type: 'cancel' }, at(1)).after).toMatchObject({ state: 'refused', refused: { reason: 'cancelled' } })
    given(...sending)
      .when({ type: 'cancel' }, at(1))
      .thenNothing()
    given().when({ type: 'cancel' }).thenRefused('message.not_found')
  })
})

describe('a message is refused', () => {
  const reasonOf = (command: MessageCommand, from: readonly MessageEvent[] = queued) => given(...from).when(command, at(0)).after?.refused
  const with_ = (...ways: readonly Way[]): Reachable => ({ ...anybody, ways })

  it.each([
    ['nobody knows its template', { ...send('x'), template: undefined } as MessageCommand, 'template_unknown'],
    ['there is nobody any more', { ...send('x'), recipient: undefined } as MessageCommand, 'recipient_gone'],
    ['they have no address', send('x', with_()), 'no_address'],
    ['their only address is suppressed', send('x', with_({ ...mail, suppressed: true })), 'suppressed'],
  ])('when %s', (_, command, reason) => {
    expect(reasonOf(command)).toMatchObject({ reason })
  })

  it('when a field has no value, and says which', () => {
    expect(reasonOf(send('x'), happened([queue({ fields: { title: 'x' } }), 0]))).toMatchObject({
      reason: 'missing_field',
      fields: ['body'],
    })
  })

  it('when it is promotion and they opted out, while business goes through', () => {
    const out = with_({ ...mail, optOut: true })
    expect(reasonOf(send('x', out, newsletter))).toMatchObject({ reason: 'opted_out' })
    expect(given(...queued).when(send('x', out), at(0)).after).toMatchObject({ state: 'sending' })
  })
})

describe('the way that is taken', () => {
  const sms: Way = { channel: 'sms', address: 'hash-of-phone', optOut: false, suppressed: false }
  const both = { ...letter, words: { en: { ...letter.words.en, sms: { text: '{{title}}' } } } }
  const wayOf = (recipient: Partial<Reachable>) =>
    given(...queued).when(send('x', { ...anybody, ...recipient }, both), at(0)).after?.sending

  it('is the one that they like best', () => {
    expect(wayOf({ ways: [mail, sms], channels: ['sms', 'email'] })).toMatchObject({ channel: 'sms' })
    expect(wayOf({ ways: [mail, sms], channels: ['email'] })).toMatchObject({ channel: 'email' })
  })

  it('is another where that one is closed, or where they have said nothing', () => {
    expect(wayOf({ ways: [mail, { ...sms, suppressed: true }], channels: ['sms'] })).toMatchObject({ channel: 'email' })
    expect(wayOf({ ways: [sms], channels: ['wechat'] })).toMatchObject({ channel: 'sms' })
  })

  it("speaks the firm's language to whom it cannot speak theirs", () => {
    expect(given(...queued).when(send('x', { ...anybody, language: undefined }), at(0)).after?.sending).toMatchObject({ language: 'zh-CN' })
    expect(wayOf({ language: 'zh-CN', ways: [sms] })).toMatchObject({ language: 'en' })
  })
})

describe('quiet hours', () => {
  // 16:30 in Shanghai.
  const quiet = { ...anybody, quietHours: { from: '16:00', until: '18:15' } }

  it('put a message off to their end, and there it goes out', () => {
    const { after: state } = given(...queued).when(send('x', quiet), at(0))
    expect(state).toMatchObject({ state: 'queued', sendAt: '2026-11-21T10:15:00.000Z', tries: 0 })
    const put = happened([queue(), 0], [send('x', quiet), 0])
    expect(given(...put).when(send('y', quiet), at(105)).after).toMatchObject({ state: 'sending' })
  })

  it('do not hold back what is urgent', () => {
    expect(given(...queued).when(send('x', quiet, { ...letter, urgent: true }), at(0)).after).toMatchObject({ state: 'sending' })
  })

  /** At 23:00 in Shanghai, when the firm has quiet from nine to eight. */
  const night = (recipient: Reachable, state: Template, queued = happened([queue(), 0])) => {
    const command = { ...send('x', recipient, state), quietHours: { from: '21:00', until: '08:00' } } as MessageCommand
    return given(...queued).when(command, contextOf({ now: '2026-11-21T15:00:00.000Z' })).after
  }
  const unasked = [newsletter, { ...letter, category: 'survey' } as Template]

  it.each(unasked)("of the firm put what nobody asked for off to the morning, on the recipient's own clock: $category", (template) => {
    expect(night(anybody, template)).toMatchObject({ state: 'queued', sendAt: '2026-11-22T00:00:00.000Z' })
    expect(night({ ...anybody, zone: 'America/New_York' }, template)).toMatchObject({ state: 'sending' })
    expect(night({ ...anybody, zone: 'Europe/Berlin' }, template)).toMatchObject({ state: 'sending' })
    expect(night({ ...anybody, zone: 'Asia/Tokyo' }, template)).toMatchObject({ state: 'queued', sendAt: '2026-11-21T23:00:00.000Z' })
  })

  it('of somebody themselves go before those of the firm, wider and narrower', () => {
    expect(night({ ...anybody, quietHours: { from: '12:00', until: '13:00' } }, newsletter)).toMatchObject({ state: 'sending' })
    expect(night({ ...anybody, quietHours: { from: '20:00', until: '10:30' } }, newsletter)).toMatchObject({
      sendAt: '2026-11-22T02:30:00.000Z',
    })
  })

  it("of the firm hold back neither a customer's own business, nor what is urgent, nor what is for a colleague", () => {
    expect(night(anybody, letter)).toMatchObject({ state: 'sending' })
    expect(night(anybody, { ...newsletter, urgent: true })).toMatchObject({ state: 'sending' })
    const toColleague = happened([queue({ to: { kind: 'user', id: 'usr_li' } }), 0])
    expect(night(anybody, newsletter, toColleague)).toMatchObject({ state: 'sending' })
  })
})

describe('what the provider says', () => {
  it('counts for the attempt that it is of', () => {
    expect(given(...sending).when(report('first', taken), at(0)).after).toMatchObject({ state: 'sent', sent: { providerId: 'ses-1' } })
    given(...sending)
      .when(report('another', taken), at(0))
      .thenNothing()
    given(...sent)
      .when(report('first', taken), at(0))
      .thenNothing()
  })

  it('puts a message off when it is busy, longer each time, and gives up after three days', () => {
    const busy = report('first', { kind: 'busy', spread: 0 })
    expect(given(...sending).when(busy, at(0)).after).toMatchObject({ state: 'queued', sendAt: '2026-11-21T08:30:30.000Z' })
    const twice = happened(
      [queue(), 0],
      [send('first'), 0],
      [busy, 0],
      [send('second'), 1],
      [report('second', { kind: 'busy', spread: 0 }), 1],
    )
    expect(given(...twice).state).toMatchObject({ sendAt: '2026-11-21T08:32:00.000Z' })
    expect(given(...sending).when(busy, at(3 * 24 * 60 + 1)).after).toMatchObject({ state: 'refused', refused: { reason: 'gave_up' } })
  })

  it('is waited for from the first try on, not from when it was asked for', () => {
    const [days, busy] = [24 * 60, (attempt: string) => report(attempt, { kind: 'busy', spread: 0 })]
    const ahead = Instant.parse('2026-11-28T08:30:00.000Z')
    const planned = happened([queue({ sendAt: ahead }), 0], [send('first'), 7 * days])
    expect(given(...planned).when(busy('first'), at(7 * days)).after).toMatchObject({ state: 'queued', firstTriedAt: ahead })
    const throughout = happened(
      [queue({ sendAt: ahead }), 0],
      [send('first'), 7 * days],
      [busy('first'), 7 * days],
      [send('second'), 10 * days + 1],
    )
    expect(given(...throughout).when(busy('second'), at(10 * days + 1)).after).toMatchObject({ refused: { reason: 'gave_up' } })
  })

  it('is waited for anew when a person has it sent again', () => {
    const days = 24 * 60
    const again = happened(
      [queue(), 0],
      [send('first'), 0],
      [report('first', { kind: 'lost' }), 0],
      [settle('again'), 9 * days],
      [send('second'), 9 * days],
    )
    expect(given(...again).when(report('second', { kind: 'busy', spread: 0 }), at(9 * days)).after).toMatchObject({ state: 'queued' })
  })

  it('leaves it unknown when there was no answer, and so does silence', () => {
    expect(given(...sending).when(report('first', { kind: 'lost' }), at(0)).after).toMatchObject({ state: 'unknown' })
    given(...sending)
      .when({ type: 'fall due' }, at(patience / 60_000 - 1))
      .thenNothing()
    expect(given(...sending).when({ type: 'fall due' }, at(patience / 60_000)).after).toMatchObject({ state: 'unknown' })
  })

  it('may be told before the sender has said that it was sent', () => {
    const early = happened([queue(), 0], [send('first'), 0], [told('delivered'), 0])
    expect(given(...early).when(report('first', taken), at(0)).after).toMatchObject({ state: 'delivered', sent: { providerId: 'ses-1' } })
  })

  it('never makes a message that was delivered undelivered', () => {
    const done = happened([queue(), 0], [send('first'), 0], [report('first', taken), 0], [told('complained'), 0])
    for (const news of [told('delivered'), bounced, told('complained')])
      given(...done)
        .when(news, at(0))
        .thenNothing()
    given(...queued)
      .when(told('delivered'), at(0))
      .thenNothing()
  })
})

describe('a bounce that may be the answer of somebody who is away', () => {
  const hearing = (...news: readonly MessageCommand[]) =>
    happened([queue(), 0], [send('first'), 0], ...news.map((one) => [one, 0] as const))

  it('says nothing behind a delivery', () => {
    given(...hearing(told('delivered')))
      .when(away, at(1))
      .thenNothing()
  })

  it('is believed where nothing was delivered: the mailbox took nothing for days', () => {
    expect(given(...sent).when(away, at(1)).after).toMatchObject({ state: 'bounced', bounced: { kind: 'transient' } })
    given(...hearing(away))
      .when(away, at(1))
      .thenNothing()
  })

  it('is put right by the delivery that is told after it, and whoever heard of the bounce hears of that', () => {
    const { decided, after: state } = given(...hearing(away)).when(told('delivered'), at(1))
    expect(decided).toMatchObject({ value: [{ type: 'message.delivered' }, { type: 'message.cleared' }] })
    expect(state).toMatchObject({ state: 'delivered', deliveredAt: now, bounced: undefined })
  })

  it('leaves room for one that is for good, behind a delivery too: a mailbox may take a mail first and turn it away then', () => {
    for (const before of [[away], [told('delivered')], [told('delivered'), away], [away, told('delivered')]])
      expect(given(...hearing(...before)).when(bounced, at(1)).after).toMatchObject({ state: 'bounced', bounced: { kind: 'permanent' } })
    given(...hearing(bounced))
      .when(told('delivered'), at(1))
      .thenNothing()
  })

  it('is none where a report says so, which no absence sends: it counts behind a delivery, once', () => {
    const reported = bouncing('transient', true)
    const past = hearing(told('delivered'), reported)
    expect(given(...past).state).toMatchObject({ state: 'bounced', bounced: { kind: 'transient' } })
    for (const news of [reported, away, told('delivered')])
      given(...past)
        .when(news, at(1))
        .thenNothing()
  })
})

describe('what is told of an earlier try', () => {
  const of = (attempt: string, command: MessageCommand): MessageCommand => ({ ...command, attempt }) as MessageCommand
  const again = happened([queue(), 0], [send('first'), 0], [report('first', { kind: 'lost' }), 0], [settle('again'), 1])

  it('ends a message that had arrived after all, so that nobody has it twice', () => {
    expect(given(...again).when(of('first', told('delivered')), at(2)).after).toMatchObject({ state: 'delivered' })
    expect(dueOf(given(...again).when(of('first', told('delivered')), at(2)).after as Message)).toBeUndefined()
  })

  it('leaves one that bounced to be sent again', () => {
    given(...again)
      .when(of('first', bounced), at(2))
      .thenNothing()
  })

  it('says nothing of the one that is out now', () => {
    const second = [...again, ...happenedFrom(again, [send('second'), 3])]
    for (const news of [told('delivered'), bounced, told('complained')])
      given(...second)
        .when(of('first', news), at(4))
        .thenNothing()
    expect(given(...second).when(of('second', bounced), at(4)).after).toMatchObject({ state: 'bounced' })
  })
})

describe('a message of which nobody knows what became', () => {
  const lost = happened([queue(), 0], [send('first'), 0], [report('first', { kind: 'lost' }), 0])

  it('is never sent again by itself', () => {
    for (const command of [send('second'), { type: 'fall due' } as const])
      given(...lost)
        .when(command, at(60))
        .thenNothing()
  })

  it('is settled by a person: as sent, or to be sent again', () => {
    expect(given(...lost).when(settle('sent'), at(1)).after).toMatchObject({ state: 'sent', settled: { by: 'usr_test' } })
    expect(given(...lost).when(settle('again'), at(1)).after).toMatchObject({ state: 'queued' })
    given(...sent)
      .when(settle('again'), at(1))
      .thenRefused('message.not_unknown')
    given(...happened([queue(), 0], [send('first'), 0], [report('first', { kind: 'lost' }), 0], [settle('sent'), 1]))
      .when(settle('sent'), at(2))
      .thenNothing()
  })

  it('is settled by those who look after its customers alone', () => {
    const stranger = contextOf({ actor: { reach: { kind: 'team', team: 'south' } } })
    given(...lost)
      .when(settle('sent'), stranger)
      .thenRefused('access.out_of_scope')
  })
})

const outcomes = fc.constantFrom<Outcome>(taken, { kind: 'refused' }, { kind: 'lost' }, { kind: 'lost' }, { kind: 'busy', spread: 0.5 })
const commandsOf = (attempts: fc.Arbitrary<string>): fc.Arbitrary<MessageCommand> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(queue()) },
    { weight: 8, arbitrary: attempts.map((attempt) => send(attempt)) },
    { weight: 1, arbitrary: attempts.map((attempt) => send(attempt, { ...anybody, ways: [] })) },
    { weight: 8, arbitrary: fc.tuple(attempts, outcomes).map(([attempt, outcome]) => report(attempt, outcome)) },
    { weight: 6, arbitrary: fc.constantFrom(settle('sent'), settle('again')) },
    { weight: 2, arbitrary: fc.constantFrom(told('delivered'), told('complained'), bounced, away) },
    { weight: 1, arbitrary: fc.constant<MessageCommand>({ type: 'cancel' }) },
    { weight: 2, arbitrary: fc.constant<MessageCommand>({ type: 'fall due' }) },
  )
const commands = commandsOf(fc.constantFrom('first', 'second', 'third'))
const contexts = fc.nat({ max: 40 }).map((minutes) => at(minutes))

keepsTheLaws('messages', {
  decider: messages,
  // Of one worker, whose reports are all about its own attempts.
  commands: commandsOf(fc.constant('first')),
  contexts,
  events: [
    'message.queued',
    'message.postponed',
    'message.sending',
    'message.sent',
    'message.delivered',
    'message.bounced',
    'message.complained',
    'message.unknown',
    'message.cleared',
    'message.refused',
    'message.requeued',
  ],
  recordOnly: ['message.cleared'],
})

type Played = { readonly state: Message | undefined; readonly calls: readonly string[] }

/** A worker calls the provider when it finds its own attempt in what it has just committed. */
const play = (steps: readonly (readonly [MessageCommand, ReturnType<typeof at>])[]) =>
  steps.reduce<Played>(
    ({ state, calls }, [command, context]) => {
      const decided = messages.decide(state, command, context)
      const events = decided.ok ? decided.value : []
      const called = events.flatMap((event) => (event.type === 'message.sending' ? [event.sending.attempt] : []))
      return { state: events.reduce(messages.evolve, state), calls: [...calls, ...called] }
    },
    { state: undefined, calls: [] },
  )

it('without a person who says so and without a provider that surely refused it, nobody is asked twice to carry it', () => {
  const unforced = commands.filter(
    (command) => command.type !== 'settle' && !(command.type === 'report' && command.outcome.kind === 'busy'),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(unforced, contexts), { maxLength: 30 }), (steps) => {
      expect(play(steps).calls.length).toBeLessThanOrEqual(1)
    }),
  )
})

it('time does nothing before its time, and what it does moves the next time', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(commands, contexts), { maxLength: 15 }), contexts, (steps, context) => {
      const { state } = play(steps)
      if (!state) return
      Message.parse(state)
      const due = dueOf(state)
      const decided = messages.decide(state, { type: 'fall due' }, context)
      const events = decided.ok ? decided.value : []
      if (due === undefined || due > context.now) expect(events).toEqual([])
      if (events.length > 0) expect(dueOf(events.reduce(messages.evolve, state) ?? state)).not.toBe(due)
    }),
  )
})

/** What was told of it, each word with how much it says. */
const words = [
  [away, 'bounced transient'],
  [told('delivered'), 'delivered'],
  [bounced, 'bounced permanent'],
  [told('complained'), 'complained'],
] as const

it('in whatever order and however often notices come, a message ends as the one that says most has it', () => {
  const notices = fc.array(fc.nat({ max: words.length - 1 }), { minLength: 1, maxLength: 8 })
  // Whoever sent it may report before all of them, between two, or after them.
  fc.assert(
    fc.property(notices, fc.nat({ max: 8 }), fc.constantFrom<Outcome>(taken, { kind: 'lost' }), (which, place, outcome) => {
      const news = which.map((one) => words[one]?.[0] ?? away)
      const steps = [queue(), send('first'), ...news.toSpliced(place, 0, report('first', outcome))]
      const { state } = play(steps.map((command) => [command, at(0)]))
      const ends = state?.state === 'bounced' ? `bounced ${state.bounced?.kind}` : state?.state
      expect(ends).toBe(words[Math.max(...which)]?.[1])
    }),
  )
})

it('each word of a bounce or a delivery is told onward once, however often it comes', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words.map(([command]) => command)), { maxLength: 12 }), (news) => {
      const past = happened([queue(), 0], [send('first'), 0], ...news.map((one) => [one, 0] as const))
      const said = past.map((event) => (event.type === 'message.bounced' ? `${event.type} ${event.kind}` : event.type))
      expect(said.length).toBe(new Set(said).size)
    }),
  )
})
