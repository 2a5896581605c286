import * as z from 'zod'

/** Every kind of thing that has an id of its own, and the prefix by which people and logs tell it. */
export const idPrefixes = {
  customer: 'cus',
  contact: 'con',
  relation: 'rel',
  note: 'nte',
  reminder: 'rem',
  review: 'rev',
  visit: 'vst',
  selfServiceLink: 'lnk',
  message: 'msg',
  suppression: 'sup',
  staff: 'stf',
  notification: 'ntf',
  digest: 'dgs',
  report: 'rps',
  survey: 'svy',
  suggestion: 'sug',
  improvement: 'imp',
  webhook: 'whk',
  delivery: 'whd',
  ticket: 'tkt',
  ticketMessage: 'tms',
  inbound: 'inb',
  deskAnswer: 'dan',
  door: 'dor',
  desk: 'dsk',
  teamQueue: 'tmq',
  attachment: 'att',
  event: 'evt',
} as const
export type IdKind = keyof typeof idPrefixes

/** Crockford's base 32 without I, L, O and U: the 26 characters of a ULID (https://github.com/ulid/spec). */
const ulid = '[0-7][0-9A-HJKMNP-TV-Z]{25}'

const idOf = <Kind extends IdKind>(kind: Kind) =>
  z
    .string()
    .regex(new RegExp(`^${idPrefixes[kind]}_${ulid}$`))
    .brand<Kind>()
    .meta({ class: 'public', description: `Id of a ${kind}: \`${idPrefixes[kind]}_\` and a ULID` })

export const CustomerId = idOf('customer')
export type CustomerId = z.infer<typeof CustomerId>
export const ContactId = idOf('contact')
export type ContactId = z.infer<typeof ContactId>
export const RelationId = idOf('relation')
export type RelationId = z.infer<typeof RelationId>
export const NoteId = idOf('note')
export type NoteId = z.infer<typeof NoteId>
export const ReminderId = idOf('reminder')
export type ReminderId = z.infer<typeof ReminderId>
export const MessageId = idOf('message')
export type MessageId = z.infer<typeof MessageId>
export const SuppressionId = idOf('suppression')
export type SuppressionId = z.infer<typeof SuppressionId>
export const StaffId = idOf('staff')
export type StaffId = z.infer<typeof StaffId>
export const NotificationId = idOf('notification')
export type NotificationId = z.infer<typeof NotificationId>
export const DigestId = idOf('digest')
export type DigestId = z.infer<typeof DigestId>
export const ReportId = idOf('report')
export type ReportId = z.infer<typeof ReportId>
export const VisitId = idOf('visit')
export type VisitId = z.infer<typeof VisitId>
export const SelfServiceLinkId = idOf('selfServiceLink')
export type SelfServiceLinkId = z.infer<typeof SelfServiceLinkId>
export const SurveyId = idOf('survey')
export type SurveyId = z.infer<typeof SurveyId>
export const SuggestionId = idOf('suggestion')
export type SuggestionId = z.infer<typeof SuggestionId>
export const ImprovementId = idOf('improvement')
export type ImprovementId = z.infer<typeof ImprovementId>
export const WebhookId = idOf('webhook')
export type WebhookId = z.infer<typeof WebhookId>
export const DeliveryId = idOf('delivery')
export type DeliveryId = z.infer<typeof DeliveryId>
export const AttachmentId = idOf('attachment')
export type AttachmentId = z.infer<typeof AttachmentId>
export const TicketId = idOf('ticket')
export type TicketId = z.infer<typeof TicketId>
export const TicketMessageId = idOf('ticketMessage')
export type TicketMessageId = z.infer<typeof TicketMessageId>
export const InboundId = idOf('inbound')
export type InboundId = z.infer<typeof InboundId>
export const DoorId = idOf('door')
export type DoorId = z.infer<typeof DoorId>
export const DeskId = idOf('desk')
export type DeskId = z.infer<typeof DeskId>
export const TeamQueueId = idOf('teamQueue')
export type TeamQueueId = z.infer<typeof TeamQueueId>
export const EventId = idOf('event')
export type EventId = z.infer<typeof EventId>

/** A person who works with the system, as the identity provider names them: Cognito's own rule for user names, federated ones included. */
export const UserId = z.string().regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u)
