import { type Caller, done } from './caller.ts'

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** The firm works on every day that there is, but these: what falls due by its cadences does so to the day, whenever the test runs. */
export const worksEveryDay = async (admin: Caller, days: readonly object[] = []): Promise<void> => {
  const hours = Object.fromEntries(week.map((day) => [day, ['09:00-18:00']]))
  done(await admin.post('/v1/work-calendars/office/editions', { title: 'Every day', zone: 'Asia/Shanghai', week: hours, days }))
}
