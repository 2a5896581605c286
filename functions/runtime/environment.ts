import * as z from 'zod'

/** What the stack tells a function. Each entry picks what it needs; a missing one stops the function at its start, by name. */
export const Environment = z.object({
  TABLE_NAME: z.string().min(1),
  KEY_STORE_TABLE_NAME: z.string().min(1),
  SEALING_KEY_ARN: z.string().min(1),
  DERIVING_KEY_ID: z.string().min(1),
  LINK_KEY_ID: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  USER_POOL_ID: z.string().min(1),
  TOPIC_ARN: z.string().min(1),
  COMPLETENESS_QUEUE_URL: z.url(),
  CARE_QUEUE_URL: z.url(),
  TICKET_CLOCK_QUEUE_URL: z.url(),
  /** Who mail is from, and under which settings of SES it goes out. */
  MAIL_FROM: z.string().min(1),
  MAIL_CONFIGURATION_SET: z.string().min(1),
  /** Where customers write to. */
  DESK_MAIL: z.string().min(1),
  /** Where the pages are that open without a login. */
  PUBLIC_ORIGIN: z.url(),
  /** `on` where text messages are sent. */
  SMS: z.string().optional(),
  /** The firm's official account at WeChat, and the parameter that holds its secret, where it has one. */
  WECHAT_APP_ID: z.string().optional(),
  WECHAT_SECRET_PARAMETER: z.string().optional(),
  /** Whether webhooks may point to programs of this machine: on a laptop alone. */
  LOOPBACK_TARGETS: z.literal('allowed').optional(),
  /** The queue of the job that looks after each kind of what falls due. */
  DUE_QUEUES: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.record(z.string(), z.url())),
})
