import type { CustomerGlances } from '../../../domain/customers/ports.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { hours, later } from '../../../domain/kernel/later.ts'
import type { ReadRecovery } from '../../../domain/surveys/ports.ts'
import type { Answered } from '../../../domain/surveys/survey.ts'
import { type ReminderPorts, raiseReminder, settleReminder } from '../reminders/raise-reminder.ts'
import { causeOf, recoveryTicketOf } from './survey-causes.ts'

export type RecoveringPorts = ReminderPorts & { readonly glances: CustomerGlances; readonly recovery: ReadRecovery }

/** "A bad score is seen to within the hour." */
const recoveryWithin = hours

/** What happens to a ticket when somebody sees to it. */
const seenToBy: ReadonlySet<string> = new Set(['ticket.assigned', 'ticket.resolved', 'ticket.closed', 'ticket.merged'])

const scoreWords = ({ scores: { csat, nps } }: Answered): string =>
  [csat === undefined ? [] : `CSAT ${csat}`, nps === undefined ? [] : `NPS ${nps}`].flat().join(', ')

/** The ticket is what there is to do: whoever was to look after it is rid of it as soon as somebody has it. */
const settleSeenTo = async (ports: RecoveringPorts, ticketId: string, context: Context): Promise<void> => {
  const ticket = await ports.recovery(ticketId)
  if (ticket?.survey !== undefined && ticket.isSeenTo) await settleReminder(ports, causeOf({ id: ticket.survey }, 'recovery'), context)
}

/**
 * "Who is dissatisfied hears from us within the hour": the desk opens a ticket for it by itself, and whoever looks after the customer
 * sees to it that somebody takes that. The ticket is looked at once the reminder stands, so that whichever of the two is first nobody
 * is left with a reminder of what is in good hands.
 */
export const recover = async (ports: RecoveringPorts, survey: Answered, context: Context): Promise<void> => {
  const [customer] = await ports.glances([survey.customerId])
  const raise = {
    cause: causeOf(survey, 'recovery'),
    subject: { kind: 'survey', id: survey.id },
    owner: customer?.owner ?? survey.caretaker,
    text: `低分回访 / Low survey score: ${scoreWords(survey)}`,
    dueAt: later(survey.firstAt, recoveryWithin),
    customerId: survey.customerId,
  }
  await raiseReminder(ports, raise, context)
  await settleSeenTo(ports, recoveryTicketOf(survey), context)
}

/** Something happened to a ticket: if it is there because of a bad score, somebody may have it now. */
export const recoveryMoved = async (
  ports: RecoveringPorts,
  { type, subject }: { readonly type: string; readonly subject: { readonly id: string } },
  context: Context,
): Promise<void> => {
  if (seenToBy.has(type)) await settleSeenTo(ports, subject.id, context)
}
