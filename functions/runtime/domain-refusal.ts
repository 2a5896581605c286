import type { AttachmentRefusal } from '../../domain/attachments/decide.ts'
import type { ContactRefusal } from '../../domain/contacts/commands.ts'
import type { CustomerRefusal } from '../../domain/customers/decide.ts'
import type { DeliveryRefusal } from '../../domain/deliveries/decide.ts'
import type { DeskRefusal } from '../../domain/dispatch/decide.ts'
import type { DoorRefusal } from '../../domain/doors/decide.ts'
import type { ImprovementRefusal } from '../../domain/improvements/decide.ts'
import type { InboundRefusal } from '../../domain/inbound/decide.ts'
import type { ClaimTaken, Conflict, Contended } from '../../domain/kernel/store.ts'
import type { ListRefusal } from '../../domain/lists/decide.ts'
import type { ApplyRefusal } from '../../domain/macros/applying.ts'
import type { MessageRefusal } from '../../domain/messages/decide.ts'
import type { NoteRefusal } from '../../domain/notes/decide.ts'
import type { NotificationRefusal } from '../../domain/notifications/decide.ts'
import type { QuestionnaireRefusal } from '../../domain/questionnaires/decide.ts'
import type { RelationRefusal } from '../../domain/relations/decide.ts'
import type { ReminderRefusal } from '../../domain/reminders/decide.ts'
import type { ReportRefusal } from '../../domain/reports/decide.ts'
import type { ReviewRefusal } from '../../domain/reviews/decide.ts'
import type { SelfServiceRefusal } from '../../domain/self-service/decide.ts'
import type { ServiceLevelRefusal } from '../../domain/service-levels/decide.ts'
import type { StaffRefusal } from '../../domain/staff/decide.ts'
import type { SuggestionRefusal } from '../../domain/suggestions/decide.ts'
import type { SuppressionRefusal } from '../../domain/suppressions/decide.ts'
import type { SurveyRuleRefusal } from '../../domain/survey-rules/decide.ts'
import type { SurveyRefusal } from '../../domain/surveys/decide.ts'
import type { TemplateRefusal } from '../../domain/templates/decide.ts'
import type { TicketKindRefusal } from '../../domain/ticket-kinds/decide.ts'
import type { TicketRefusal } from '../../domain/tickets/commands.ts'
import type { VisitRefusal } from '../../domain/visits/decide.ts'
import type { WebhookRefusal } from '../../domain/webhooks/commands.ts'

/** What the domain may refuse with. `messages.ts` must have an entry for each, or this does not compile. */
export type DomainRefusal =
  | CustomerRefusal
  | DeskRefusal
  | AttachmentRefusal
  | ContactRefusal
  | ListRefusal
  | ApplyRefusal
  | MessageRefusal
  | NoteRefusal
  | QuestionnaireRefusal
  | RelationRefusal
  | ReminderRefusal
  | ReviewRefusal
  | SelfServiceRefusal
  | ServiceLevelRefusal
  | StaffRefusal
  | VisitRefusal
  | SuggestionRefusal
  | ImprovementRefusal
  | SuppressionRefusal
  | SurveyRefusal
  | SurveyRuleRefusal
  | TemplateRefusal
  | TicketKindRefusal
  | TicketRefusal
  | NotificationRefusal
  | ReportRefusal
  | WebhookRefusal
  | DeliveryRefusal
  | DoorRefusal
  | InboundRefusal
  | ClaimTaken
  | Conflict
  | Contended
