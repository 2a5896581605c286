import type { Described } from '../runtime/openapi.ts'
import { attachmentRoutes } from './attachments.routes.ts'
import { autoAnswersRoutes } from './auto-answers.routes.ts'
import { calendarRoutes } from './calendar.routes.ts'
import { calendarLinkRoutes } from './calendar-link.routes.ts'
import { contactRoutes } from './contacts.routes.ts'
import { customerRoutes } from './customers.routes.ts'
import { deskFigureRoutes } from './desk-figures.routes.ts'
import { deskTaskRoutes } from './desk-tasks.routes.ts'
import { deskRoutes } from './desks.routes.ts'
import { doorRoutes } from './doors.routes.ts'
import { improvementRoutes } from './improvements.routes.ts'
import { inboundRoutes } from './inbound.routes.ts'
import { listRoutes } from './lists.routes.ts'
import { macroRoutes } from './macros.routes.ts'
import { meRoutes } from './me.routes.ts'
import { messageRoutes } from './messages.routes.ts'
import { metaRoutes } from './meta.routes.ts'
import { noteRoutes } from './notes.routes.ts'
import { notificationRoutes } from './notifications.routes.ts'
import { overviewRoutes } from './overview.routes.ts'
import { priorityTableRoutes } from './priority-table.routes.ts'
import { questionnaireRoutes } from './questionnaires.routes.ts'
import { relationRoutes } from './relations.routes.ts'
import { reminderRoutes } from './reminders.routes.ts'
import { reportScheduleRoutes } from './report-schedules.routes.ts'
import { reviewPackRoutes } from './review-pack.routes.ts'
import { reviewedChangeRoutes } from './reviewed-change.routes.ts'
import { reviewRoutes } from './reviews.routes.ts'
import { selfServiceRoutes } from './self-service.routes.ts'
import { serviceMoveRoutes } from './service-moves.routes.ts'
import { servicePolicyRoutes } from './service-policies.routes.ts'
import { sortingRoutes } from './sorting.routes.ts'
import { sortingDryRunRoutes } from './sorting-dry-run.routes.ts'
import { suggestionRoutes } from './suggestions.routes.ts'
import { suppressionRoutes } from './suppressions.routes.ts'
import { surveyResultRoutes } from './survey-results.routes.ts'
import { surveyRuleRoutes } from './survey-rules.routes.ts'
import { surveyRoutes } from './surveys.routes.ts'
import { templateRoutes } from './templates.routes.ts'
import { ticketKinRoutes } from './ticket-kin.routes.ts'
import { ticketKindRoutes } from './ticket-kinds.routes.ts'
import { ticketSlaRoutes } from './ticket-sla.routes.ts'
import { ticketStepRoutes } from './ticket-steps.routes.ts'
import { ticketTaskRoutes } from './ticket-tasks.routes.ts'
import { ticketViewRoutes } from './ticket-views.routes.ts'
import { ticketRoutes } from './tickets.routes.ts'
import { unsubscribeRoutes } from './unsubscribe.routes.ts'
import { visitRoutes } from './visits.routes.ts'
import { webhookRoutes } from './webhooks.routes.ts'
import { workCalendarRoutes } from './work-calendars.routes.ts'

/** Every operation of the API, for those who describe or check it as a whole. */
export const allRoutes: Described = {
  ...customerRoutes,
  ...overviewRoutes,
  ...contactRoutes,
  ...selfServiceRoutes,
  ...relationRoutes,
  ...noteRoutes,
  ...attachmentRoutes,
  ...ticketKinRoutes,
  ...ticketTaskRoutes,
  ...reminderRoutes,
  ...calendarLinkRoutes,
  ...calendarRoutes,
  ...reviewRoutes,
  ...reviewedChangeRoutes,
  ...visitRoutes,
  ...reviewPackRoutes,
  ...surveyRoutes,
  ...surveyResultRoutes,
  ...questionnaireRoutes,
  ...surveyRuleRoutes,
  ...suggestionRoutes,
  ...improvementRoutes,
  ...workCalendarRoutes,
  ...servicePolicyRoutes,
  ...serviceMoveRoutes,
  ...ticketSlaRoutes,
  ...listRoutes,
  ...sortingRoutes,
  ...sortingDryRunRoutes,
  ...autoAnswersRoutes,
  ...priorityTableRoutes,
  ...macroRoutes,
  ...notificationRoutes,
  ...reportScheduleRoutes,
  ...meRoutes,
  ...messageRoutes,
  ...templateRoutes,
  ...suppressionRoutes,
  ...ticketRoutes,
  ...ticketStepRoutes,
  ...ticketKindRoutes,
  ...ticketViewRoutes,
  ...deskFigureRoutes,
  ...deskTaskRoutes,
  ...deskRoutes,
  ...unsubscribeRoutes,
  ...webhookRoutes,
  ...inboundRoutes,
  ...doorRoutes,
  ...metaRoutes,
}
