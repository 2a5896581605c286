import * as z from 'zod'

const Arrival = z.object({ s3: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }) })

/** What a bucket tells of objects that were put into it, or, once, that it will. */
const Arrivals = z.union([z.object({ Records: z.array(Arrival) }), z.object({ Event: z.literal('s3:TestEvent') })])

/** Where a mail lies as it came in. */
type MailPlace = { readonly bucket: string; readonly key: string }

/** SES tries out whether it may write where a rule says, with an object of this name, which is no mail. */
const trial = 'AMAZON_SES_SETUP_NOTIFICATION'

/** As in a query: a space is a plus. */
const written = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '))

/**
 * The mails that a bucket tells of: where each lies, and nothing of what it says
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html). Throws at what is no such notice.
 */
export const arrivalsIn = (body: string): readonly MailPlace[] => {
  const told = Arrivals.parse(JSON.parse(body))
  const places = 'Records' in told ? told.Records.map(({ s3 }) => ({ bucket: s3.bucket.name, key: written(s3.object.key) })) : []
  return places.filter(({ key }) => !key.endsWith(trial))
}
