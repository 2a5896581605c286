import type { Feedback } from './feedback.ts'

/** Nothing from us comes through to the number, or it is none. */
const blocked = ['TEXT_BLOCKED', 'TEXT_INVALID'] as const
const failed = [
  'TEXT_CARRIER_BLOCKED',
  'TEXT_CARRIER_UNREACHABLE',
  'TEXT_INVALID_MESSAGE',
  'TEXT_PROTECT_BLOCKED',
  'TEXT_SPAM',
  'TEXT_TTL_EXPIRED',
  'TEXT_UNREACHABLE',
] as const

/**
 * How a text ends, as AWS End User Messaging tells it
 * (https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html). That a network took it is no end: the
 * message stays `sent`, as it does where nobody ever tells (`TEXT_UNKNOWN`). AWS's own words stand here, since the rule that listens for
 * them and the job that hears them go by one list.
 */
export const textEnds = ['TEXT_DELIVERED', ...blocked, ...failed] as const
type TextEnd = (typeof textEnds)[number]

/** "A number to which nothing comes through is as a mailbox that is not there." What could not be brought may be brought another time. */
export const toldByText = (end: TextEnd): Feedback['told'] => {
  if (end === 'TEXT_DELIVERED') return { kind: 'delivered' }
  return { kind: 'bounced', bounce: blocked.some((one) => one === end) ? 'permanent' : 'transient' }
}
