import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, done, eventually, signIn } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany } from '../support/made-up.ts'

let deployment: TestDeployment
let manager: Caller
let stranger: Caller

beforeAll(async () => {
  deployment = await deploy()
  manager = await signIn(deployment, { role: 'service_manager', sub: 'usr_boss', scope: 'all' })
  stranger = await signIn(deployment, { role: 'agent', sub: 'usr_far', scope: 'region:south' })
})
afterAll(() => deployment?.remove())

const always = ['00:00-24:00']
const whole = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always }
const calendar = (facts: object = {}) => ({ title: 'Desk', zone: 'Asia/Shanghai', week: whole, ...facts })

type Explained = {
  readonly clocks: readonly {
    readonly clock: string
    readonly state: string
    readonly due?: string
    readonly elapsed: number
    readonly counted: number
    readonly notCounted: number
    readonly rule: { readonly policy: string; readonly calendar: string; readonly calendarEdition: number }
    readonly spans: readonly { readonly lasted: number; readonly counts: boolean }[]
  }[]
}
const explained = async (id: string): Promise<Explained> => done(await manager.get(`/v1/tickets/${id}/sla`)) as unknown as Explained

const opened = async (): Promise<string> => {
  const customerId = done(await manager.post('/v1/customers', madeUpCompany({ region: 'east' }))).id
  return done(
    await manager.post('/v1/tickets', { subject: '货物到哪里了', kind: 'tracking', channel: 'phone', customerId, text: '请查询' }),
  ).id
}

describe('a ticket', () => {
  it('explains its deadlines: what counted and what did not add up to the time that has passed', async () => {
    const id = await opened()
    const { clocks } = await explained(id)
    expect(clocks.map(({ clock }) => clock)).toEqual(['first', 'resolution'])
    for (const { elapsed, counted, notCounted, spans } of clocks) {
      expect(counted + notCounted).toBe(elapsed)
      expect(spans.reduce((sum, { lasted }) => sum + lasted, 0)).toBe(elapsed)
      expect(spans.reduce((sum, { lasted, counts }) => sum + (counts ? lasted : 0), 0)).toBe(counted)
    }
    expect(clocks[0]).toMatchObject({ state: 'running', rule: { policy: 'standard' } })
    expect((await stranger.get(`/v1/tickets/${id}/sla`)).body.code).toBe('access.out_of_scope')
    expect((await manager.get('/v1/tickets/tkt_00000000000000000000000000/sla')).body.code).toBe('ticket.not_found')
  })
})

describe('a work calendar', () => {
  it('is refused with the reason when nothing is ever worked, periods overlap, or nobody knows its zone or its holidays', async () => {
    const codes = async (facts: object): Promise<unknown> => {
      const { status, body } = await manager.post('/v1/work-calendars/bad/editions', calendar(facts))
      expect(status).toBe(422)
      return (body as unknown as { errors: { code: string }[] }).errors.map(({ code }) => code)
    }
    const never = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
    expect(await codes({ week: never })).toEqual(['working_hours.never'])
    expect(await codes({ week: { ...whole, mon: ['08:00-12:00', '11:00-14:00'] } })).toEqual(['working_hours.overlap'])
    expect(await codes({ zone: 'Asia/Atlantis' })).toEqual(['zone.unknown'])
    expect(await codes({ holidays: { country: 'XX' } })).toEqual(['work_calendar.holidays_unknown'])
    expect((await manager.get('/v1/work-calendars/bad')).status).toBe(404)
  })

  it('keeps its editions, and takes in the holidays of the country that it names', async () => {
    const first = done(await manager.post('/v1/work-calendars/munich/editions', calendar({ holidays: { country: 'DE', state: 'BY' } })))
    expect(JSON.stringify(first)).toContain('Heilige Drei Könige')
    expect(done(await manager.post('/v1/work-calendars/munich/editions', calendar({ holidays: { country: 'DE', state: 'BY' } })))).toEqual(
      first,
    )
    const second = done(await manager.post('/v1/work-calendars/munich/editions', calendar({ title: 'Other' })))
    expect(second).toMatchObject({ edition: 2, published: [] })
    expect(done(await manager.get('/v1/work-calendars/munich?edition=1'))).toMatchObject({ edition: 1, title: 'Desk' })
  })
})

describe('a service policy', () => {
  it('that is written anew gives open tickets other deadlines, and lists who moved for those who may read it', async () => {
    const id = await opened()
    done(await manager.post('/v1/work-calendars/round/editions', calendar()))
    const level = { calendar: 'round', first: 600, next: 600, resolution: 6000 }
    const levels = { P1: level, P2: level, P3: level, P4: level }
    done(await manager.post('/v1/service-policies/tracking/editions', { title: 'Tracking', when: { kinds: ['tracking'] }, levels }))
    const moved = async () => done(await manager.get('/v1/service-policies/tracking/moves')).items.map(({ ticketId }) => ticketId)
    await eventually(moved).toContain(id)
    expect((await explained(id)).clocks[0]).toMatchObject({ rule: { policy: 'tracking', calendar: 'round', calendarEdition: 1 } })
    expect((await stranger.get('/v1/service-policies/tracking/moves')).body.code).toBe('access.denied')
  })
})
