import * as z from 'zod'

/** What the stack tells a function. Each entry picks what it needs; a missing one stops the function at its start, by name. */
export const Environment = z.object({
  TABLE_NAME: z.string().min(1),
  KEY_STORE_TABLE_NAME: z.string().min(1),
  SEALING_KEY_ARN: z.string().min(1),
  DERIVING_KEY_ID: z.string().min(1),
  USER_POOL_ID: z.string().min(1),
  TOPIC_ARN: z.string().min(1),
  COMPLETENESS_QUEUE_URL: z.url(),
  CARE_QUEUE_URL: z.url(),
  /** The queue of the job that looks after each kind of what falls due. */
  DUE_QUEUES: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.record(z.string(), z.url())),
})
