import * as z from 'zod'
import type { Envelope } from '../../../domain/inbound/mail/mail.ts'
import { Instant } from '../../../domain/kernel/instant.ts'

const Verdict = z.object({ status: z.string() }).optional()

/**
 * What SES tells of a mail that it took and put into a bucket, as far as it is read here
 * (https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html).
 */
export const Receipt = z.object({
  notificationType: z.literal('Received'),
  mail: z.object({ timestamp: Instant, source: z.string(), messageId: z.string() }),
  receipt: z.object({
    recipients: z.array(z.string()),
    spamVerdict: Verdict,
    virusVerdict: Verdict,
    dmarcVerdict: Verdict,
    action: z.object({ type: z.literal('S3'), bucketName: z.string(), objectKey: z.string() }),
  }),
})
export type Receipt = z.infer<typeof Receipt>

/** A domain that vouches for its mails says of each whether it is one; many domains say nothing. */
const authenticity = (status: string | undefined): boolean | undefined => {
  if (status === 'PASS') return true
  return status === 'FAIL' ? false : undefined
}

export const envelopeOf = ({ mail, receipt }: Receipt): Envelope => ({
  from: mail.source,
  recipients: receipt.recipients,
  authentic: authenticity(receipt.dmarcVerdict?.status),
})

/** "Nobody opens a virus": its files are not kept, its words are. */
export const isInfected = ({ receipt }: Receipt): boolean => receipt.virusVerdict?.status === 'FAIL'
