import { shippedAutoAnswers } from '../../../domain/auto-answers/auto-answers.ts'
import { shippedTable } from '../../../domain/priorities/table.ts'
import type { Steps, Walked } from '../every-route.ts'

/** The table and the answers are put as they ship, the rule and the macro say nothing that there is, and no ticket is there under this id. */
export const sortingWalks = ({ free }: Steps): readonly Walked[] => {
  const step = (verb: string) => `POST /v1/tickets/{ticketId}/macros/{code}/${verb}`
  const on = '/v1/tickets/tkt_00000000000000000000000000/macros/walk'
  const idle = { id: 'walk', name: 'Walk', set: {} }
  return [
    free('run the desk', 'GET /v1/sorting-rules', '/v1/sorting-rules'),
    free('run the desk', 'GET /v1/sorting-rules/{ruleId}', '/v1/sorting-rules/urgent_words'),
    free('run the desk', 'POST /v1/sorting-rules', '/v1/sorting-rules', idle),
    free('run the desk', 'POST /v1/sorting-rules/dry-run', '/v1/sorting-rules/dry-run', {}),
    free('run the desk', 'GET /v1/priority-table', '/v1/priority-table'),
    free('run the desk', 'POST /v1/priority-table', '/v1/priority-table', shippedTable),
    free('run the desk', 'GET /v1/auto-answers', '/v1/auto-answers'),
    free('run the desk', 'POST /v1/auto-answers', '/v1/auto-answers', shippedAutoAnswers),
    free('see tickets', 'GET /v1/macros', '/v1/macros'),
    free('see tickets', 'GET /v1/macros/{code}', '/v1/macros/walk'),
    free('run the desk', 'POST /v1/macros', '/v1/macros', { code: 'walk', name: 'Walk', actions: [{ do: 'tag' }] }),
    free('note on tickets', step('preview'), `${on}/preview`),
    free('note on tickets', step('apply'), `${on}/apply`),
  ]
}
