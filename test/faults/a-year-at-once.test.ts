import { afterAll, beforeAll, expect, it } from 'vitest'
import { allPages, done, eventually, type Told } from '../support/caller.ts'
import { madeUpCompany, madeUpEmail } from '../support/made-up.ts'
import { mailTo } from '../support/mailbox.ts'
import { answering } from '../support/receiver.ts'
import { heardBy, setWebhookStage, type WebhookStage } from '../support/webhook-stage.ts'

let stage: WebhookStage
beforeAll(async () => {
  stage = await setWebhookStage()
})
afterAll(() => stage.strike())

const rule = {
  id: 'after_change',
  name: 'After a change',
  eventType: 'customer.changed',
  questionnaire: 'service',
  delayHours: 2,
  caretaker: 'usr_desk',
}
const letter = { template: 'letter', fields: { title: 'Closed over the holiday', body: 'We open again on 4 October.' } }
const zone = 'America/New_York'
const clockThere = (hours: number): string =>
  new Date(Date.now() + hours * 3_600_000).toLocaleTimeString('en-GB', { timeZone: zone, timeStyle: 'short' })
/** Somebody who sleeps now, and is awake six hours later. */
const sleeper = () => ({ quietHours: { from: clockThere(-1), until: clockThere(2) }, zone })

/** A customer whose data is about to be asked about, and somebody there. */
const customerWith = async (facts: object): Promise<{ readonly id: string; readonly contact: string; readonly address: string }> => {
  const [admin, address] = [await stage.admin(), madeUpEmail()]
  const { id } = done(await admin.post('/v1/customers', madeUpCompany({ tier: 'vip', owner: 'usr_wang' })))
  const person = { name: 'Li Na', language: 'en', emails: [{ address, primary: true }], affiliation: { role: 'logistics' }, ...facts }
  return { id, address, contact: done(await admin.post(`/v1/customers/${id}/contacts`, person)).id }
}
const get = async (path: string): Promise<Told> => done(await (await stage.admin()).get(path))
const subjects = async (address: string) => (await mailTo(stage.deployment(), address)).map(({ subject }) => subject)
const surveyOf = async (customer: string) =>
  (await get(`/v1/surveys?customerId=${customer}`)).items.map(({ survey }) => (survey as Told)['status'])

it('a leap of a year finds each thing that waited: what was to be done is done, late and once, and a webhook that nobody answers is paused', async () => {
  const admin = await stage.admin()
  done(await admin.post('/v1/survey-rules', rule))
  const { at, path } = await stage.subscribe(['customer.archived'])
  at.behave(answering(503))
  const asked = await customerWith({})
  const asleep = await customerWith(sleeper())
  done(await admin.patch(`/v1/customers/${asked.id}`, { mainBusiness: 'Sea freight' }))
  await eventually(() => surveyOf(asked.id)).toEqual(['scheduled'])
  const message = done(await admin.post('/v1/messages', { to: { kind: 'contact', id: asleep.contact }, ...letter })).id
  await eventually(async () => (await get(`/v1/messages/${message}`))['version']).toBe(2)
  const { id: archived } = await stage.register()
  done(await admin.post(`/v1/customers/${archived}/archive`, { why: 'a double' }))
  await eventually(async () => (await stage.deliveriesAt(path)).map(({ status }) => status)).toEqual(['waiting'])

  await stage.advance('P365DT6H')

  // Who was to be asked after two hours is asked now: the survey had no end before it went out.
  await eventually(() => surveyOf(asked.id)).toEqual(['sent'])
  await eventually(() => subjects(asked.address)).toEqual(['How did we do?'])
  await eventually(async () => (await get(`/v1/messages/${message}`))['state']).toBe('delivered')
  expect(await subjects(asleep.address)).toEqual([letter.fields.title])
  // Whoever looks after the customer has one visit to make, not one for each month that went by.
  const reminders = async () =>
    (await allPages(await stage.admin(), '/v1/reminders?owner=usr_wang')).filter(({ customerId }) => customerId === asked.id)
  await eventually(async () => (await reminders()).filter((one) => JSON.stringify(one['madeBy']).includes('visit')).length).toBe(1)
  await eventually(async () => (await stage.standingOf(path))['standing']).toMatchObject({ status: 'paused', reason: 'failing' })
  expect(new Set(heardBy(at).map(({ id }) => id)).size).toBe(1)
}, 180_000)
