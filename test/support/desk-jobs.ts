import { declaredBuckets } from '../../local/engines/objects/declared.ts'
import { madeUpEmail } from './made-up.ts'
import type { Asked, Meter } from './metered.ts'

const one = '/v1/tickets/{ticketId}'

const opened = async ({ ask }: Meter): Promise<string> => {
  const requester = { name: '赵敏', address: madeUpEmail() }
  return (await ask('POST /v1/tickets', { body: { subject: '港口拥堵', kind: 'inquiry', channel: 'mail', text: '何时能到', requester } }))
    .id
}

/** Somebody writes who is not known yet. */
export const aMessage = (): Asked => ({
  body: { externalId: crypto.randomUUID(), from: { name: '赵敏', address: madeUpEmail() }, text: '货到哪里了?', language: 'zh-CN' },
})

export const anAnswer = async (meter: Meter): Promise<Asked> => ({
  path: { ticketId: await opened(meter) },
  body: { text: '预计周四到达' },
})

/** An incident with one more customer than the one who told of it, which is over. */
export const anEnd = async (meter: Meter): Promise<Asked> => {
  const [ticketId, child] = [await opened(meter), await opened(meter)]
  await meter.ask(`POST ${one}/children`, { path: { ticketId }, body: { child } })
  await meter.ask(`POST ${one}/resolve`, { path: { ticketId }, body: { cause: 'answered', fix: '已恢复', customerTold: true } })
  return { path: { ticketId }, body: { text: '港口已恢复作业' } }
}

/** A mail that lies in its bucket, as the bucket tells of it. */
export const aMail = async ({ engines }: Meter): Promise<object> => {
  const bucket = declaredBuckets(engines.assembly).find(({ told }) => told.length > 0)
  if (!bucket) throw new Error('no bucket tells of mails')
  const [name, from] = [crypto.randomUUID(), madeUpEmail()]
  const key = `${bucket.told[0]?.prefix ?? ''}${name}`
  const lines = [
    `Message-ID: <${name}@shunda.example>`,
    `From: ${from}`,
    'To: desk@desk.lading.example',
    'Subject: Where is it?',
    '',
    'Hello',
  ]
  await engines.objects.put({ bucket: bucket.name, key }, Buffer.from(lines.join('\r\n')), 'message/rfc822')
  return { Records: [{ s3: { bucket: { name: bucket.name }, object: { key } } }] }
}
