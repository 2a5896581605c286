import type { Steps, Walked } from '../every-route.ts'

/** No reminder is there under this id: what a role may do to its own, it is let in for. */
const one = '/v1/reminders/rem_00000000000000000000000000'
const route = (verb: string) => `POST /v1/reminders/{reminderId}/${verb}`

export const reminderWalks = ({ free }: Steps): readonly Walked[] => [
  free('keep reminders', 'POST /v1/reminders', '/v1/reminders', {
    text: 'Walk',
    dueAt: '2030-01-01T00:00:00Z',
    recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
  }),
  free('keep reminders', 'GET /v1/reminders', '/v1/reminders'),
  free('keep reminders', 'POST /v1/reminders/calendar', '/v1/reminders/calendar'),
  free('keep reminders', 'POST /v1/reminders/calendar/revoke', '/v1/reminders/calendar/revoke'),
  free('keep reminders', 'GET /v1/reminders/{reminderId}', one),
  free('keep reminders', 'PATCH /v1/reminders/{reminderId}', one, { text: 'Walked by' }),
  free('keep reminders', route('snooze'), `${one}/snooze`, { until: '2030-01-01T00:00:00Z' }),
  free('keep reminders', route('done'), `${one}/done`),
  free('keep reminders', route('drop'), `${one}/drop`),
  free('keep reminders', route('hand-over'), `${one}/hand-over`, { to: 'usr_li' }),
]
