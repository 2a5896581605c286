import type { Requests } from '../every-request.ts'
import type { Meter } from '../metered.ts'

const one = '/v1/tickets/{ticketId}'
const file = { name: '签收单.txt', type: 'text/plain', size: 6 }

let n = 0
const opened = async ({ ask }: Meter): Promise<string> => {
  n += 1
  const from = { name: '李娜', address: `li.na-${n}@kin.example` }
  return (
    await ask('POST /v1/tickets', { body: { subject: `破损 ${n}`, kind: 'inquiry', channel: 'mail', requester: from, text: '破损' } })
  ).id
}

/** A file that a note names already. */
const attached = async (meter: Meter): Promise<string> => {
  const ticketId = await opened(meter)
  const { id, upload } = await meter.ask('POST /v1/attachments', { body: { ticketId, ...file } })
  const form = new FormData()
  for (const [name, value] of Object.entries<string>(upload.fields)) form.append(name, value)
  form.append('file', new Blob(['YT2026']), 'x')
  const { status } = await fetch(upload.url, { method: 'POST', body: form })
  if (status !== 204) throw new Error(`the form was answered with ${status}`)
  await meter.ask(`POST ${one}/notes`, { path: { ticketId }, body: { text: '签收单', attachments: [id] } })
  return id
}

export const ticketKinReads = async (meter: Meter): Promise<Requests> => {
  const attachmentId = await attached(meter)
  const ticketId = await opened(meter)
  await meter.ask(`POST ${one}/related`, { path: { ticketId }, body: { ticket: await opened(meter) } })
  return {
    'GET /v1/attachments/{attachmentId}/link': () => ({ path: { attachmentId } }),
    [`GET ${one}/related`]: () => ({ path: { ticketId } }),
  }
}

export const ticketKinWrites = async (meter: Meter): Promise<Requests> => {
  const { ask } = meter
  const at = async () => ({ ticketId: await opened(meter) })
  const merged = async () => {
    const path = await at()
    await ask(`POST ${one}/merge`, { path, body: { into: await opened(meter), otherCustomer: true } })
    return path
  }
  const said = async (path: { ticketId: string }): Promise<string> => (await ask(`GET ${one}/messages`, { path })).items[0].id
  const apart = async () => {
    const path = await at()
    return { ticketId: (await ask(`POST ${one}/split`, { path, body: { messages: [await said(path)] } })).id }
  }
  const family = async () => {
    const [path, childId] = [await at(), await opened(meter)]
    await ask(`POST ${one}/children`, { path, body: { child: childId } })
    return { ...path, childId }
  }
  const related = async () => {
    const [path, relatedId] = [await at(), await opened(meter)]
    await ask(`POST ${one}/related`, { path, body: { ticket: relatedId } })
    return { ...path, relatedId }
  }
  const resolved = async () => {
    const { ticketId } = await family()
    await ask(`POST ${one}/resolve`, { path: { ticketId }, body: { cause: 'answered', fix: '已恢复', customerTold: true } })
    return { ticketId }
  }
  const task = { department: 'customs', what: '报关单号' }
  return {
    'POST /v1/attachments': async () => ({ body: { ticketId: await opened(meter), ...file } }),
    [`POST ${one}/merge`]: async () => ({ path: await at(), body: { into: await opened(meter), otherCustomer: true } }),
    [`POST ${one}/unmerge`]: async () => ({ path: await merged() }),
    [`POST ${one}/split`]: async () => {
      const path = await at()
      return { path, body: { messages: [await said(path)] } }
    },
    [`POST ${one}/rejoin`]: async () => ({ path: await apart() }),
    [`POST ${one}/related`]: async () => ({ path: await at(), body: { ticket: await opened(meter) } }),
    [`POST ${one}/related/{relatedId}/release`]: async () => ({ path: await related() }),
    [`POST ${one}/children`]: async () => ({ path: await at(), body: { child: await opened(meter) } }),
    [`POST ${one}/children/{childId}/release`]: async () => ({ path: await family() }),
    [`POST ${one}/children/resolve`]: async () => ({ path: await resolved(), body: { text: '港口已恢复作业' } }),
    [`POST ${one}/tasks`]: async () => ({ path: await at(), body: task }),
    [`POST ${one}/tasks/{taskId}/done`]: async () => {
      const path = await at()
      return { path: { ...path, taskId: (await ask(`POST ${one}/tasks`, { path, body: task })).id }, body: {} }
    },
  }
}
