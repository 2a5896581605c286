import { block, type Finding } from '../kernel/finding.ts'
import { type FormValues, formSchema } from '../ticket-kinds/form.ts'
import type { TicketKind } from '../ticket-kinds/kind.ts'

const escaped = (key: PropertyKey): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1')

/** What in a form is not as its kind asks for it. While a form is partial, nothing is missing. */
export const formFindings = (kind: TicketKind, form: FormValues, as: 'partial' | 'complete'): readonly Finding[] => {
  const fields = as === 'partial' ? kind.form.map((field) => ({ ...field, required: false })) : kind.form
  const read = formSchema(fields).safeParse(form)
  if (read.success) return []
  return read.error.issues.flatMap((issue) => {
    const strange = issue.code === 'unrecognized_keys' ? issue.keys : undefined
    if (strange) return strange.map((key) => block('ticket.field_unknown', `/form/${escaped(key)}`))
    const code = issue.path.length > 0 && form[String(issue.path[0])] === undefined ? 'ticket.field_missing' : 'ticket.field_unfit'
    return [block(code, `/form/${issue.path.map(escaped).join('/')}`)]
  })
}
