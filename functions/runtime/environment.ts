import * as z from 'zod'

// One schema for all of a kind: every function sets up all of them at its start, and so the dear ones only where they are read.
const text = z.string().min(1)
const word = z.string().optional()
const url = z.lazy(() => z.url())
const days = z.lazy(() => z.coerce.number().int().positive())

/** What the stack tells a function. Each entry picks what it needs; a missing one stops the function at its start, by name. */
export const Environment = z.object({
  TABLE_NAME: text,
  KEY_STORE_TABLE_NAME: text,
  SEALING_KEY_ARN: text,
  /** For how many days a subject's key seals. */
  SEALING_KEY_DAYS: days,
  DERIVING_KEY_ID: text,
  LINK_KEY_ID: text,
  FILES_BUCKET: text,
  USER_POOL_ID: text,
  TOPIC_ARN: text,
  COMPLETENESS_QUEUE_URL: url,
  CARE_QUEUE_URL: url,
  TICKET_CLOCK_QUEUE_URL: url,
  SURVEY_CLOCK_QUEUE_URL: url,
  /** Who mail is from, and under which settings of SES it goes out. */
  MAIL_FROM: text,
  /** Separated by commas; empty where there are none. */
  STAFF_DOMAINS: z.string().transform((names) => names.split(',').filter((name) => name !== '')),
  MAIL_CONFIGURATION_SET: text,
  /** Where customers write to. */
  DESK_MAIL: text,
  /** Where the pages are that open without a login. */
  PUBLIC_ORIGIN: url,
  /** The hours of a day in which customers get nothing that they did not ask for (`21:00-08:00`), where the firm has any. */
  QUIET_HOURS: word,
  /** The firm's number or pool of numbers that texts are from, where it has one. */
  SMS_FROM: word,
  /** The firm's official account at WeChat, and the parameter that holds its secret, where it has one. */
  WECHAT_APP_ID: word,
  WECHAT_SECRET_PARAMETER: word,
  /** Where WeChat is asked, of the several places that it has. */
  WECHAT_ORIGIN: z.lazy(() => z.url().optional()),
  /** Whether webhooks may point to programs of this machine: on a laptop alone. */
  LOOPBACK_TARGETS: z.literal('allowed').optional(),
  /** The queue of the job that looks after each kind of what falls due. */
  DUE_QUEUES: z.lazy(() =>
    z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(z.record(z.string(), url)),
  ),
})
