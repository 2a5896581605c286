import type { Requests } from '../every-request.ts'
import type { Meter } from '../metered.ts'

type Made = { readonly customer: () => Promise<string> }

const office = ['08:30-12:00', '13:30-18:00']
const week = { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [], sun: [] }

let n = 0
const calendar = () => {
  n += 1
  return { title: `华东客服 ${n}`, zone: 'Asia/Shanghai', week, holidays: { country: 'CN' } }
}
const policy = () => {
  n += 1
  const level = { calendar: 'office', first: 30, next: 60, resolution: 480 }
  return { title: `贵宾 ${n}`, when: { tiers: ['nobody'] }, levels: { P1: level, P2: level, P3: level, P4: level } }
}

export const serviceLevelReads = async ({ ask }: Meter, { customer }: Made): Promise<Requests> => {
  const body = { subject: '货物到哪里了', kind: 'tracking', channel: 'phone', customerId: await customer(), text: '请查询' }
  const { id: ticketId } = await ask('POST /v1/tickets', { body })
  return {
    'GET /v1/work-calendars': () => ({}),
    'GET /v1/work-calendars/{calendarCode}': () => ({ path: { calendarCode: 'office' } }),
    'GET /v1/work-calendars/{calendarCode}/moves': () => ({ path: { calendarCode: 'office' } }),
    'GET /v1/service-policies': () => ({}),
    'GET /v1/service-policies/{policyCode}': () => ({ path: { policyCode: 'standard' } }),
    'GET /v1/service-policies/{policyCode}/moves': () => ({ path: { policyCode: 'standard' } }),
    'GET /v1/tickets/{ticketId}/sla': () => ({ path: { ticketId } }),
  }
}

export const serviceLevelWrites = async (_: Meter): Promise<Requests> => ({
  'POST /v1/work-calendars/{calendarCode}/editions': () => ({ path: { calendarCode: 'east' }, body: calendar() }),
  'POST /v1/service-policies/{policyCode}/editions': () => ({ path: { policyCode: 'nobody' }, body: policy() }),
})
