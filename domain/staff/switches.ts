import * as z from 'zod'

/**
 * What a person can be told of. Each is switched by itself; `urgent` does not wait for their working hours when it is mailed, and
 * `ownDeed` comes of what they did themselves, of which else nobody is told.
 */
const notices = {
  mention: { loudness: 'digest' },
  customer_assigned: { loudness: 'digest' },
  reminder_due: { loudness: 'app' },
  reminder_handed_over: { loudness: 'digest' },
  review_escalated: { loudness: 'mail' },
  visit_assigned: { loudness: 'digest' },
  customer_forsaken: { loudness: 'mail' },
  low_score: { loudness: 'mail', urgent: true },
  improvement: { loudness: 'digest' },
  suggestion: { loudness: 'digest' },
  ticket_assigned: { loudness: 'app' },
  customer_wrote: { loudness: 'digest' },
  ticket_reopened: { loudness: 'digest' },
  ticket_task: { loudness: 'digest' },
  ticket_task_unheard: { loudness: 'mail', ownDeed: true },
  ticket_task_overdue: { loudness: 'mail' },
  claim_notice: { loudness: 'mail', urgent: true },
  ticket_deadline: { loudness: 'app' },
  ticket_escalated: { loudness: 'mail', urgent: true },
  queue_unattended: { loudness: 'mail', urgent: true },
  webhook_paused: { loudness: 'mail', urgent: true },
} as const satisfies Record<string, { readonly loudness: Loudness; readonly urgent?: true; readonly ownDeed?: true }>
export type NoticeType = keyof typeof notices

const isNoticeType = (value: string): value is NoticeType => Object.hasOwn(notices, value)
export const noticeTypes = Object.keys(notices).filter(isNoticeType)
export const NoticeType = z.enum(noticeTypes).meta({ class: 'public' })

/** How loudly: not at all, in the notification centre alone, there and in the daily digest, or there and by a mail of its own. */
export const Loudness = z.enum(['off', 'app', 'digest', 'mail']).meta({ class: 'public' })
export type Loudness = z.infer<typeof Loudness>

/** What a person has switched to another loudness than the firm's. */
export const Switches = z.partialRecord(NoticeType, Loudness)
export type Switches = z.infer<typeof Switches>

/** How loudly somebody is told of this: as they switched it, or else as is usual. */
export const loudnessOf = (switches: Switches, type: NoticeType): Loudness => switches[type] ?? notices[type].loudness

export const isUrgent = (type: NoticeType): boolean => 'urgent' in notices[type]
export const isOfOwnDeed = (type: NoticeType): boolean => 'ownDeed' in notices[type]
