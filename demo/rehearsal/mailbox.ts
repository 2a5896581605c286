import * as z from 'zod'
import type { Stage } from './stage.ts'

const Store = z.object({
  emails: z.array(
    z.looseObject({
      messageId: z.string(),
      /** Seconds since 1970. */
      at: z.number(),
      destination: z.looseObject({ to: z.array(z.string()) }),
      replyTo: z.array(z.string()).default([]),
      headers: z.array(z.looseObject({ name: z.string(), value: z.string() })).default([]),
      subject: z.string(),
      body: z.looseObject({ text: z.string().default('') }),
    }),
  ),
})
type Mail = z.infer<typeof Store>['emails'][number]

/** All mail that was seen so far. The deployment's mailbox lives in memory: what came just before a kill is never seen. */
export type Mailbox = {
  /** Fetches what has come since. */
  readonly look: () => Promise<void>
  readonly seen: () => readonly Mail[]
  readonly to: (address: string) => readonly Mail[]
}

export const mailboxOf = ({ reach }: Stage): Mailbox => {
  const known = new Map<string, Mail>()
  let latest = 0
  const byAddress = new Map<string, Mail[]>()
  const take = (mail: Mail): void => {
    if (known.has(mail.messageId)) return
    known.set(mail.messageId, mail)
    latest = Math.max(latest, mail.at)
    for (const address of mail.destination.to) byAddress.set(address, [...(byAddress.get(address) ?? []), mail])
  }
  return {
    look: async () => {
      const { emails } = Store.parse(await (await reach(({ mail }) => `${mail}/store?since=${Math.floor(latest)}`)).json())
      for (const mail of emails) take(mail)
    },
    seen: () => [...known.values()],
    to: (address) => byAddress.get(address) ?? [],
  }
}
