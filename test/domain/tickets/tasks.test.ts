import { describe, expect, it } from 'vitest'
import { roles } from '../../../domain/access/roles.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { tellingsOf } from '../../../domain/notifications/tellings.ts'
import { dueAtOf } from '../../../domain/tickets/due.ts'
import type { TicketEvent } from '../../../domain/tickets/events.ts'
import type { KinCommand } from '../../../domain/tickets/kin-commands.ts'
import { Department } from '../../../domain/tickets/task.ts'
import { contextOf } from '../../support/context.ts'
import { at, given, later, opened } from './stories.ts'

type Draft = Extract<KinCommand, { type: 'ask task' }>['task']
const ask = (task: Partial<Draft> = {}, id = 'task_1') =>
  ({ type: 'ask task', id, task: { department: 'customs', what: '报关单号', isRequired: true, ...task } }) as const
const finish = (id = 'task_1') => ({ type: 'finish task', id }) as const
const fallDue = { type: 'fall due' } as const
const boss = { actor: { id: 'usr_boss' } }

const happened = (past: readonly TicketEvent[], command: ReturnType<typeof ask | typeof finish>, days = 0): readonly TicketEvent[] => {
  const { decided } = given(...past).when(command, later(days, boss))
  if (!decided.ok) throw new Error(decided.error.code)
  return [...past, ...decided.value]
}
const asked = (task: Partial<Draft> = {}) => happened(opened(), ask(task))
/** Who is told of the last thing that happened, people by name and teams in brackets. */
const told = (past: readonly TicketEvent[]): readonly string[] => {
  const last = past.at(-1)
  if (!last) throw new Error('nothing happened')
  return tellingsOf(last.type).flatMap(({ who, team, unheard }) => {
    if (unheard(JSON.parse(JSON.stringify(last))) !== undefined) return []
    const of = team(JSON.parse(JSON.stringify(last)))
    return [...who(JSON.parse(JSON.stringify(last))), ...(of === undefined ? [] : [`(${of})`])]
  })
}

describe('what is asked for a ticket', () => {
  it.each(Department.options)(
    'is asked of %s, whose people may say that it is done, and whose team can have somebody to answer for it',
    (department) => {
      expect(new Map(Object.entries(roles)).get(department)?.permissions).toContain('tickets:help')
      expect(shippedLists.team.values.map(({ code }) => code)).toContain(department)
    },
  )

  it('is told to whoever was asked by name, or else to those who lead the department', () => {
    expect(told(asked())).toEqual(['(customs)'])
    expect(told(asked({ assignee: 'usr_zhao' }))).toEqual(['usr_zhao'])
  })

  it('is told to whoever asked where nobody answers for the department, and only then', () => {
    const unheardOf = (task: Partial<Draft> = {}) => {
      const last = JSON.parse(JSON.stringify(asked(task).at(-1)))
      return tellingsOf('ticket.task_asked')
        .filter(({ type }) => type === 'ticket_task_unheard')
        .map(({ who, unheard }) => [unheard(last), who(last)])
    }
    expect(unheardOf()).toEqual([['customs', ['usr_boss']]])
    expect(unheardOf({ assignee: 'usr_zhao' })).toEqual([[undefined, []]])
  })

  it('is told of once it is done, to whoever asked', () => {
    expect(told(happened(asked(), finish(), 1))).toEqual(['usr_boss'])
  })
})

describe('what is asked by a time', () => {
  const due = { dueAt: at(1) }

  it('is due then, and not any more once it is done, or the ticket is closed', () => {
    const past = asked(due)
    const dueAt = (...events: readonly TicketEvent[]) => {
      const { after } = given(...past, ...events).when(fallDue, later(0))
      return after && dueAtOf(after)
    }
    expect(dueAt()).toBe(at(1))
    expect(dueAt(...happened(past, finish()).slice(past.length))).toBeUndefined()
    expect(dueAt({ type: 'ticket.closed', closed: { at: at(0), by: 'usr_li', reason: 'spam' } })).toBeUndefined()
  })

  it('is told of as overdue to whoever was asked and whoever asked, once, and never before', () => {
    const past = asked({ ...due, assignee: 'usr_zhao' })
    given(...past)
      .when(fallDue, contextOf({ now: new Date(Date.parse(at(1)) - 1).toISOString() }))
      .thenNothing()
    const { decided } = given(...past).when(fallDue, later(1))
    const late = decided.ok ? decided.value : []
    expect(late).toMatchObject([{ type: 'ticket.task_overdue', task: 'task_1', dueAt: at(1), assignee: 'usr_zhao', askedBy: 'usr_boss' }])
    expect(told([...past, ...late])).toEqual(['usr_zhao', 'usr_boss'])
    const { after } = given(...past, ...late).when(fallDue, later(2))
    expect(after?.tasks).toMatchObject([{ id: 'task_1', lateAt: at(1) }])
    expect(after && dueAtOf(after)).toBeUndefined()
    given(...past, ...late)
      .when(fallDue, later(2))
      .thenNothing()
  })

  it('is told of each by itself, those that are due and no others', () => {
    const past = happened(happened(asked(due), ask({ dueAt: at(1, 1) }, 'task_2')), ask({ dueAt: at(3) }, 'task_3'))
    const { decided, after } = given(...past).when(fallDue, later(2))
    expect(decided.ok && decided.value.map((event) => 'task' in event && event.task)).toEqual(['task_1', 'task_2'])
    expect(after && dueAtOf(after)).toBe(at(3))
  })

  it('is told of as overdue to those who lead the department, where nobody was named', () => {
    const past = asked(due)
    const { decided } = given(...past).when(fallDue, later(1))
    expect(told([...past, ...(decided.ok ? decided.value : [])])).toEqual(['usr_boss', '(customs)'])
  })
})
