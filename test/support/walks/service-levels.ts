import { ServicePolicyDraft } from '../../../domain/service-levels/policy.ts'
import { shippedCalendar, shippedPolicy } from '../../../domain/service-levels/shipped.ts'
import { WorkCalendarDraft } from '../../../domain/service-levels/work-calendar.ts'
import type { Steps, Walked } from '../every-route.ts'

/** What is written is what ships, so that nothing comes of it; no ticket is there under this id. */
export const serviceLevelWalks = ({ free }: Steps): readonly Walked[] => {
  const [calendars, policies] = ['/v1/work-calendars', '/v1/service-policies']
  const calendar = WorkCalendarDraft.strip().parse(shippedCalendar('around_the_clock'))
  const policy = ServicePolicyDraft.strip().parse(shippedPolicy('standard'))
  return [
    free('see tickets', `GET ${calendars}`, calendars),
    free('see tickets', `GET ${calendars}/{calendarCode}`, `${calendars}/office`),
    free('run the desk', `POST ${calendars}/{calendarCode}/editions`, `${calendars}/around_the_clock/editions`, calendar),
    free('run the desk', `GET ${calendars}/{calendarCode}/moves`, `${calendars}/office/moves`),
    free('see tickets', `GET ${policies}`, policies),
    free('see tickets', `GET ${policies}/{policyCode}`, `${policies}/standard`),
    free('run the desk', `POST ${policies}/{policyCode}/editions`, `${policies}/standard/editions`, policy),
    free('run the desk', `GET ${policies}/{policyCode}/moves`, `${policies}/standard/moves`),
    free('see tickets', 'GET /v1/tickets/{ticketId}/sla', '/v1/tickets/tkt_00000000000000000000000000/sla'),
  ]
}
