import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { mail, text } from '../../demo/mails/raw.ts'
import { shippedAutoAnswers } from '../../domain/auto-answers/auto-answers.ts'
import { shippedTable } from '../../domain/priorities/table.ts'
import { derivedId } from '../../functions/runtime/derived-id.ts'
import { allPages, type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail } from '../support/made-up.ts'
import { headerOf, mailTo } from '../support/mailbox.ts'
import { deliver } from '../support/mails/door.ts'

const Sent = z.object({ at: z.string() })

let deployment: TestDeployment
let manager: Caller
let li: Caller
let helper: Caller

beforeAll(async () => {
  deployment = await deploy()
  manager = await signIn(deployment, { role: 'service_manager', sub: 'usr_chen', scope: 'all' })
  li = await signIn(deployment, { role: 'agent', sub: 'usr_li', scope: 'all' })
  helper = await signIn(deployment, { role: 'operations', sub: 'usr_ops', scope: 'all' })
})
afterAll(() => deployment?.remove())

const open = async (facts: object = {}): Promise<Told> =>
  done(await li.post('/v1/tickets', { subject: '请协助', text: '请协助处理', channel: 'web', ...facts }))
const rule = (facts: object) => ({ name: 'A rule', rank: 1, ...facts })
const cold = rule({
  id: 'cold_chain',
  when: { text: [{ words: ['温度超标'], patterns: ['@@@U#######'] }] },
  set: { kind: 'exception', urgency: 'high', team: 'operations', tags: ['cold_chain'] },
})

describe('a sorting rule', () => {
  it('is tried on tickets of the past, changing nothing, and sorts the next ticket once it is put', async () => {
    const [before, other] = [await open({ text: '冷藏箱温度超标' }), await open()]
    const tried = done(await manager.post('/v1/sorting-rules/dry-run', { rules: [cold], limit: 100 }))
    const found = tried.items.find(({ id }) => id === before.id)
    expect(found).toMatchObject({ now: { kind: 'inquiry' }, drafted: { kind: 'exception', team: 'operations', tags: ['cold_chain'] } })
    expect(tried.items.map(({ id }) => id)).not.toContain(other.id)
    expect(tried['looked']).toBeGreaterThanOrEqual(2)
    expect(await open({ text: '温度超标' })).toMatchObject({ kind: 'inquiry' })

    done(await manager.post('/v1/sorting-rules', cold))
    const after = await open({ text: 'MSKU1234567 温度超标' })
    expect(after).toMatchObject({ kind: 'exception', urgency: 'high', team: 'operations', tags: ['cold_chain'] })
    expect(after['why']).toContainEqual({ rule: 'cold_chain', edition: 1, what: 'kind:exception', because: ['温度超标'] })
    expect(done(await li.get(`/v1/tickets/${before.id}`))).toMatchObject({ kind: 'inquiry' })
    expect(done(await manager.post('/v1/sorting-rules/dry-run', { rules: [cold] })).items).toEqual([])
  })

  it('is tried page by page', async () => {
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Told = done(
        await manager.post('/v1/sorting-rules/dry-run', {
          rules: [{ ...cold, set: { tags: ['legal'] } }],
          limit: 1,
          ...(cursor && { cursor }),
        }),
      )
      expect(page['looked']).toBeLessThanOrEqual(1)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next
    } while (cursor)
    expect(seen.length).toBeGreaterThanOrEqual(2)
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('is refused where it names what there is not, or would run away', async () => {
    const wrong = await manager.post('/v1/sorting-rules', rule({ id: 'wrong', when: { kinds: ['moon'] }, set: { team: 'nobody' } }))
    expect(wrong.status).toBe(422)
    expect(wrong.body.errors.map(({ pointer }) => pointer)).toEqual(['/set/team', '/when/kinds/0'])
    const pattern = await manager.post(
      '/v1/sorting-rules',
      rule({ id: 'wrong', when: { text: [{ patterns: ['*?*'] }] }, set: { tags: ['x'] } }),
    )
    expect(pattern.body.errors.map(({ code }) => code)).toEqual(['sorting.pattern_bare'])
    expect((await li.post('/v1/sorting-rules', cold)).body.code).toBe('access.denied')
  })

  it('that loops with another brings no ticket to a stop', async () => {
    const ring = (id: string, asks: string, sets: string) => rule({ id, rank: 2, when: { tags: [asks] }, set: { tags: [sets] } })
    for (const one of [ring('ring_a', 'tender', 'legal'), ring('ring_b', 'legal', 'tender')])
      done(await manager.post('/v1/sorting-rules', one))
    expect(await open({ tags: ['legal'] })).toMatchObject({ tags: ['legal', 'tender'] })
  })
})

describe('a macro that comes with the program', () => {
  it('asks in the words of the trade and waits, until the firm puts its own in its place', async () => {
    const address = madeUpEmail()
    const ticket = await open({ requester: { address }, channel: 'mail', language: 'zh-CN', kind: 'tracking' })
    done(await li.post(`/v1/tickets/${ticket.id}/macros/ask_waybill/apply`))
    expect(done(await li.get(`/v1/tickets/${ticket.id}`))).toMatchObject({ status: 'pending_customer' })
    const words = async () => (await mailTo(deployment, address)).filter(({ body }) => body.text?.includes('运单号或提单号'))
    await expect.poll(async () => (await words()).length, { timeout: 90_000 }).toBe(1)

    const codes = async () => done(await li.get('/v1/macros')).items.map(({ code }) => String(code))
    const before = await codes()
    expect(before).toEqual([...before].sort())
    const own = { code: 'ask_waybill', name: '查询', actions: [{ do: 'move', to: 'on_hold' }] }
    expect(done(await manager.post('/v1/macros', own))).toMatchObject({ version: 1 })
    expect(await codes()).toEqual(before)
    expect(done(await li.get('/v1/macros/ask_waybill'))).toMatchObject({ name: '查询', version: 1 })
  })
})

describe('what the desk says by itself', () => {
  it('is not said to whoever opens a ticket where that is switched off, and still to whoever adds to it', async () => {
    const address = madeUpEmail()
    const off = { ...shippedAutoAnswers, opened: { inside: false, outside: false } }
    expect(done(await manager.post('/v1/auto-answers', off))).toMatchObject({ opened: off.opened, version: 1 })
    const ticket = await open({ requester: { address }, channel: 'mail', language: 'zh-CN' })
    // Were the opening answered, the desk would be silent for a day.
    const addition = mail(text('补充一下'), { From: `<${address}>`, Subject: `Re: [${ticket['number']}]` })
    expect(await deliver(deployment, addition)).toBe(200)
    const told = async () => (await mailTo(deployment, address)).map(({ subject }) => subject)
    await expect.poll(told, { timeout: 90_000 }).toEqual([expect.stringContaining('已收到您的补充')])
    expect(done(await manager.post('/v1/auto-answers', shippedAutoAnswers))).toMatchObject({ version: 2 })
    expect(done(await manager.get('/v1/auto-answers'))).toMatchObject({ ...shippedAutoAnswers, version: 2 })
  })

  it('goes by a calendar that there is, and is for those who run the desk to say', async () => {
    const unknown = await manager.post('/v1/auto-answers', { ...shippedAutoAnswers, calendar: 'moon' })
    expect([unknown.status, unknown.body.errors.map(({ code }) => code)]).toEqual([422, ['auto_answers.calendar_unknown']])
    expect((await li.post('/v1/auto-answers', shippedAutoAnswers)).body.code).toBe('access.denied')
    expect((await manager.post('/v1/auto-answers', { ...shippedAutoAnswers, silenceHours: 0 })).status).toBe(422)
  })
})

describe('the priority table', () => {
  it('as it is put makes the priority of the next ticket, by the tier of its customer', async () => {
    const customerId = done(await manager.post('/v1/customers', madeUpCompany({ tier: 'vip' }))).id
    expect(await open({ customerId, kind: 'complaint', urgency: 'high', impact: 'medium' })).toMatchObject({ priority: 'P1' })
    done(await manager.post('/v1/priority-table', { ...shippedTable, tiers: {} }))
    expect(await open({ customerId, kind: 'complaint', urgency: 'high', impact: 'medium' })).toMatchObject({ priority: 'P2' })
    expect(done(await manager.get('/v1/priority-table'))).toMatchObject({ tiers: {}, version: 1 })
  })

  it('never lets wait longer what is more urgent', async () => {
    const general = { ...shippedTable.general, high: { low: 'P3', medium: 'P2', high: 'P3' } }
    const { status, body } = await manager.post('/v1/priority-table', { general, tiers: {} })
    expect(status).toBe(422)
    expect(body.errors.map(({ code }) => code)).toContain('priority_table.upside_down')
  })

  it('is not got round: a priority is lowered by a person who says why', async () => {
    const { id } = await open({ priority: 'P1' })
    expect((await li.patch(`/v1/tickets/${id}`, { priority: 'P4' })).body.code).toBe('ticket.priority_lowered')
  })
})

const template = {
  category: 'transactional',
  fields: { ticketNumber: { type: 'text' }, claimAmount: { type: 'money', optional: true } },
  words: {
    'zh-CN': { email: { subject: '-', text: '{{recipientName}},{{ticketNumber}} 已受理', html: '<p>{{ticketNumber}} 已受理</p>' } },
    en: { email: { subject: '-', text: 'Dear {{recipientName}}, {{ticketNumber}} is with us', html: '<p>{{ticketNumber}}</p>' } },
  },
}
const macro = {
  code: 'accept',
  name: '受理并等待',
  actions: [
    { do: 'reply', template: 'reply.accepted' },
    { do: 'note', text: '已受理' },
    { do: 'tag', add: ['high_value'] },
    { do: 'assign', to: 'me' },
    { do: 'move', to: 'pending_customer' },
  ],
}
const requester = { name: '赵敏', address: 'zhao.min@shunda.example' }
const on = ({ id }: Told, verb: string, code = 'accept') => `/v1/tickets/${id}/macros/${code}/${verb}`
const thread = async ({ id }: Told) => (await allPages(li, `/v1/tickets/${id}/messages`)).map(({ kind, text }) => [kind, text])

const ofType = ({ items }: Told, type: string) => items.flatMap((event) => (event['type'] === type ? [event['data']] : []))

describe('a macro', () => {
  beforeAll(async () => {
    done(await manager.post('/v1/templates/reply.accepted/versions', template))
    done(await manager.post('/v1/macros', macro))
  })

  it('is previewed in the language of the customer, and nothing is done', async () => {
    const ticket = await open({ requester, language: 'en' })
    const preview = done(await li.post(on(ticket, 'preview')))
    expect(preview).toMatchObject({
      reply: { language: 'en', text: `Dear 赵敏, ${ticket['number']} is with us` },
      note: '已受理',
      from: { status: 'new', assignee: null },
      to: { status: 'pending_customer', assignee: 'usr_li' },
    })
    expect(done(await li.get(`/v1/tickets/${ticket.id}`))).toMatchObject({ status: 'new', version: ticket.version })
    expect(await thread(ticket)).toHaveLength(1)
  })

  it('is applied as a whole: what it says stands in the thread, what it changes on the ticket, in one version', async () => {
    const ticket = await open({ requester, language: 'zh-CN' })
    const applied = done(await li.post(on(ticket, 'apply'), undefined, { 'if-match': `"${ticket.version}"` }))
    expect(applied).toMatchObject({ status: 'pending_customer', owner: 'usr_li', version: ticket.version + 1 })
    const said = await thread(ticket)
    expect(said).toContainEqual(['reply', `{{recipientName}},${ticket['number']} 已受理`])
    expect(said).toContainEqual(['note', '已受理'])
  })

  it('keeps no name of whom it speaks to, and calls them by it in what goes out', async () => {
    const admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
    const address = madeUpEmail()
    const customerId = done(await admin.post('/v1/customers', madeUpCompany({ team: 'customer_service' }))).id
    const ticket = await open({ requester: { name: '赵敏', address }, language: 'zh-CN', customerId })
    done(await li.post(on(ticket, 'apply')))
    const timeline = await admin.get(`/v1/customers/${customerId}/timeline`)
    expect(ofType(timeline.body, 'ticket.replied')).toMatchObject([{ excerpt: `{{recipientName}},${ticket['number']} 已受理` }])
    expect(timeline.text).not.toContain('赵敏')
    const words = `赵敏,${ticket['number']} 已受理`
    await eventually(async () => (await mailTo(deployment, address)).filter(({ body }) => body.text?.includes(words)).length).toBe(1)
  })

  it('asked for twice under one key is applied once', async () => {
    const ticket = await open({ requester })
    const key = { 'idempotency-key': `accept-${ticket.id}` }
    const answers = [await li.post(on(ticket, 'apply'), undefined, key), await li.post(on(ticket, 'apply'), undefined, key)]
    expect(answers.map(({ body }) => body.version)).toEqual([ticket.version + 1, ticket.version + 1])
    expect((await thread(ticket)).filter(([kind]) => kind === 'reply')).toHaveLength(1)
  })

  it('of which one action is denied or impossible does nothing at all', async () => {
    const ticket = await open({ requester, kind: 'tracking', form: { waybills: ['SF1'] } })
    const denied = await helper.post(on(ticket, 'apply'))
    expect(denied).toMatchObject({ status: 403, body: { code: 'macro.action_denied', action: 0, permission: 'tickets:write' } })
    done(
      await manager.post('/v1/macros', {
        code: 'late',
        name: 'Late',
        actions: [
          { do: 'tag', add: ['peak_season'] },
          { do: 'move', to: 'on_hold' },
        ],
      }),
    )
    done(await li.post(`/v1/tickets/${ticket.id}/resolve`, { cause: 'delayed', fix: '已催促承运商', customerTold: true }))
    const refused = await li.post(on(ticket, 'apply', 'late'))
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'macro.action_refused', action: 1, because: { code: 'ticket.move_impossible' } },
    })
    expect(done(await li.get(`/v1/tickets/${ticket.id}`))['tags']).not.toContain('peak_season')
  })

  it('says nothing half: what the ticket lacks is named', async () => {
    const { status, body } = await li.post(on(await open(), 'preview'))
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ code: 'macro.value_missing', pointer: '/fields/recipientName' }])
  })
})

describe('whoever writes to the desk', () => {
  it('is mailed the number of the ticket by itself, marked as what no machine is to answer', async () => {
    const address = madeUpEmail()
    const ticket = await open({ requester: { name: '赵敏', address }, language: 'zh-CN' })
    await eventually(async () => (await mailTo(deployment, address)).length).toBe(1)
    const [mail] = await mailTo(deployment, address)
    expect(mail?.subject).toContain(`[${ticket['number']}]`)
    expect(mail?.body.text).toContain('赵敏')
    expect(headerOf(mail, 'Auto-Submitted')).toBe('auto-replied')
    // "Within a minute", by the clock of the deployment.
    const answer = `/v1/messages/${derivedId('message', `desk_answer:${ticket.id}`)}`
    const sentAt = async () => Sent.safeParse(done(await manager.get(answer))['sent']).data?.at
    await eventually(sentAt).toBeDefined()
    expect(Date.parse((await sentAt()) ?? '') - Date.parse(String(ticket['openedAt']))).toBeLessThanOrEqual(60_000)
  })
})
