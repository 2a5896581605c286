import type { RightsOf } from '../../../domain/access/directory.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { reports } from '../../../domain/reports/decide.ts'
import type { ReportStore } from '../../../domain/reports/ports.ts'
import type { Report, ReportOutcome } from '../../../domain/reports/report.ts'
import type { SettingsOf } from '../../../domain/staff/ports.ts'
import { execute } from '../../runtime/execute.ts'
import type { Notice } from '../job.ts'
import { type MessagePorts, queueMessage } from '../messages/queue-message.ts'
import { fieldsOf, type RowPorts, rowsFor } from './report-rows.ts'

export type ReportPorts = MessagePorts &
  RowPorts & { readonly reports: ReportStore; readonly rightsOf: RightsOf; readonly settingsOf: SettingsOf }

type Made = { readonly outcome: ReportOutcome; readonly rows: number }

/** "A report shows what its reader may see on the day that it is sent, and nothing to whoever may see nothing any more." */
const send = async (
  ports: ReportPorts,
  { owner, title, list }: Report,
  { cause, context }: { cause: string; context: Context },
): Promise<Made> => {
  const [actor, { hasAddress }] = await Promise.all([ports.rightsOf(owner), ports.settingsOf(owner)])
  const found = actor && (await rowsFor(ports, list, { actor, now: context.now }))
  if (!found) return { outcome: 'withheld', rows: 0 }
  if (found === 'too_large') return { outcome: found, rows: 0 }
  if (!hasAddress) return { outcome: 'unreachable', rows: found.rows.length }
  const fields = fieldsOf(title, found)
  await queueMessage(ports, { cause: `report:${cause}`, to: { kind: 'user', id: owner }, template: `report.${list.of}`, fields }, context)
  return { outcome: 'sent', rows: found.rows.length }
}

/** A report has fallen due: looks it up and mails it, once for this event, and notes what became of it. */
export const sendReport = async (ports: ReportPorts, { id: cause, subject }: Notice, context: Context): Promise<void> => {
  const report = (await ports.reports.load(subject.id))?.state
  if (!report || report.droppedAt !== undefined || report.last?.cause === cause) return
  const made = await send(ports, report, { cause, context })
  const done = await execute(reports, ports.reports, { id: subject.id, command: { type: 'note', cause, ...made }, context })
  if (!done.ok) throw new Failure(`what became of ${subject.id} could not be noted: ${done.error.code}`)
}
